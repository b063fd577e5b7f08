import { declareFact } from '../platform/events/fact';

export interface AgentFact {
  readonly agentId: string;
}

/** The agent may be called with from now on. */
export const AgentActivated = declareFact<AgentFact>('agent.activated');

/** The agent makes no more calls: it was switched off, or deleted. */
export const AgentDeactivated = declareFact<AgentFact>('agent.deactivated');

/** The agent is gone for good; its versions stay with the calls they made. */
export const AgentDeleted = declareFact<AgentFact>('agent.deleted');
