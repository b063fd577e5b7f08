import { UuidPipe } from '../platform/graphql/uuid.pipe';
import { Args, Context, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { loadAgent } from '../agents/load-agent';
import { AgentModel } from '../agents/agent.model';
import { AgentsService } from '../agents/agents.service';
import { loadLead } from '../leads/load-lead';
import { LeadModel } from '../leads/lead.model';
import { LeadsService } from '../leads/leads.service';
import { Allow } from '../platform/access/allow.decorator';
import { PageArgs } from '../platform/graphql/connection';
import { ConversationLists } from './conversation-lists.service';
import { ConversationConnection, ConversationModel } from './conversation.model';
import { ConversationsService } from './conversations.service';
import { ConversationsArgs } from './inputs/conversations.args';

@Resolver(() => ConversationModel)
export class ConversationsResolver {
  constructor(
    private readonly conversationsService: ConversationsService,
    private readonly lists: ConversationLists,
    private readonly leads: LeadsService,
    private readonly agents: AgentsService,
  ) {}

  @Allow('VIEWER', 'calls:read')
  @Query(() => ConversationModel, { description: 'One conversation.' })
  async conversation(
    @Args('id', { type: () => ID, description: 'Id of the conversation.' }, UuidPipe) id: string,
  ): Promise<ConversationModel> {
    return ConversationModel.of(await this.conversationsService.get(id));
  }

  @Allow('VIEWER', 'calls:read')
  @Query(() => ConversationConnection, { description: 'Conversations, latest first.' })
  async conversations(@Args() { filter, ...page }: ConversationsArgs): Promise<ConversationConnection> {
    return (await this.lists.page(page, filter ?? {})).map((conversation) => ConversationModel.of(conversation));
  }

  @Allow('VIEWER', 'calls:read')
  @Query(() => ConversationConnection, { description: 'Conversations that go on now, latest first.' })
  async activeConversations(@Args() page: PageArgs): Promise<ConversationConnection> {
    const active = await this.lists.page(page, { status: 'ACTIVE' });
    return active.map((conversation) => ConversationModel.of(conversation));
  }

  @ResolveField(() => LeadModel, { nullable: true, description: 'The lead; null once erased.' })
  async lead(@Parent() { leadId }: ConversationModel, @Context() context: object): Promise<LeadModel | null> {
    return loadLead(context, this.leads, leadId);
  }

  @ResolveField(() => AgentModel, {
    nullable: true,
    description: 'The agent that speaks; null once deleted, or where there is none.',
  })
  async agent(@Parent() { agentId }: ConversationModel, @Context() context: object): Promise<AgentModel | null> {
    return agentId === null ? null : loadAgent(context, this.agents, agentId);
  }
}
