import { loaderFor } from '../platform/graphql/loaders';
import { AgentModel } from './agent.model';
import type { AgentsService } from './agents.service';

/** An agent through the loader of one GraphQL operation: one statement for all that a page asks for. */
export async function loadAgent(context: object, agents: AgentsService, agentId: string): Promise<AgentModel | null> {
  const agent = await loaderFor(context, 'agents', (ids: readonly string[]) => agents.getMany(ids)).load(agentId);
  return agent && AgentModel.of(agent);
}
