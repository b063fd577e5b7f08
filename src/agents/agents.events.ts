import { declareFact } from '../platform/events/fact';

/** The agent may be called with from now on: campaigns that wait for one look again. */
export const AgentActivated = declareFact<{ agentId: string }>('agent.activated');

/** How many calls the agent may have at once changed. */
export const AgentLimitChanged = declareFact<{ agentId: string }>('agent.limit-changed');
