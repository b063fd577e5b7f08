import { declareFact } from '../platform/events/fact';

/** The agent may be called with from now on: campaigns that wait for one look again. */
export const AgentActivated = declareFact<{ agentId: string }>('agent.activated');
