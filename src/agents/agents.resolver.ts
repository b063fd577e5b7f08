import { UuidPipe } from '../platform/graphql/uuid.pipe';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { loadProject } from '../leads/projects/load-project';
import { ProjectModel } from '../leads/projects/project.model';
import { ProjectsService } from '../leads/projects/projects.service';
import { Allow } from '../platform/access/allow.decorator';
import type { Page } from '../platform/graphql/page';
import { AgentEditor } from './agent-editor.service';
import { AgentConnection, AgentModel } from './agent.model';
import { AgentsService } from './agents.service';
import { AgentsArgs } from './inputs/agents.args';
import { CreateAgentInput } from './inputs/create-agent.input';
import { UpdateAgentInput } from './inputs/update-agent.input';

const AGENT_ID = { type: () => ID, description: 'The agent.' };

@Resolver(() => AgentModel)
export class AgentsResolver {
  constructor(
    private readonly agentsService: AgentsService,
    private readonly editor: AgentEditor,
    private readonly projects: ProjectsService,
  ) {}

  @Allow('VIEWER', 'agents:read')
  @Query(() => AgentConnection, { description: 'Agents, oldest first.' })
  async agents(@Args() { filter, ...page }: AgentsArgs): Promise<Page<AgentModel>> {
    return (await this.agentsService.list(filter ?? {}, page)).map((agent) => AgentModel.of(agent));
  }

  @Allow('VIEWER', 'agents:read')
  @Query(() => AgentModel, { description: 'One agent.' })
  async agent(@Args('id', AGENT_ID, UuidPipe) id: string): Promise<AgentModel> {
    return AgentModel.of(await this.agentsService.get(id));
  }

  @Allow('ADMIN', 'agents:write')
  @Mutation(() => AgentModel, { description: 'Makes an agent, switched off.' })
  async createAgent(@Args('input', { description: 'The agent.' }) input: CreateAgentInput): Promise<AgentModel> {
    return AgentModel.of(await this.editor.create(input));
  }

  @Allow('ADMIN', 'agents:write')
  @Mutation(() => AgentModel, {
    description: 'Changes an agent; calls under way go on with the version they began with.',
  })
  async updateAgent(
    @Args('input', { description: 'The changes.' }) { id, ...changes }: UpdateAgentInput,
  ): Promise<AgentModel> {
    return AgentModel.of(await this.editor.change(id, changes));
  }

  @Allow('ADMIN', 'agents:write')
  @Mutation(() => AgentModel, { description: 'Lets campaigns call with the agent.' })
  async activateAgent(@Args('id', AGENT_ID, UuidPipe) id: string): Promise<AgentModel> {
    return AgentModel.of(await this.editor.activate(id));
  }

  @Allow('ADMIN', 'agents:write')
  @Mutation(() => AgentModel, { description: 'Stops campaigns from calling with the agent.' })
  async deactivateAgent(@Args('id', AGENT_ID, UuidPipe) id: string): Promise<AgentModel> {
    return AgentModel.of(await this.editor.deactivate(id));
  }

  @Allow('ADMIN', 'agents:write')
  @Mutation(() => AgentModel, { description: 'Deletes an agent; the calls it made keep showing it.' })
  async deleteAgent(@Args('id', AGENT_ID, UuidPipe) id: string): Promise<AgentModel> {
    return AgentModel.of(await this.editor.remove(id));
  }

  @ResolveField(() => ProjectModel, { nullable: true, description: 'The project it speaks for.' })
  async project(@Parent() { projectId }: AgentModel, @Context() context: object): Promise<ProjectModel | null> {
    return loadProject(context, this.projects, projectId);
  }
}
