import { Args, Context, ID, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ConversationModel } from '../conversations/conversation.model';
import { ConversationsService } from '../conversations/conversations.service';
import { LeadModel } from '../leads/lead.model';
import { Allow } from '../platform/access/allow.decorator';
import { PageArgs } from '../platform/graphql/connection';
import { loaderFor } from '../platform/graphql/loaders';
import { type Page, pageOf } from '../platform/graphql/page';
import { UuidPipe } from '../platform/graphql/uuid.pipe';
import { EscalationDesk } from './escalation-desk.service';
import { EscalationLists, positionOf } from './escalation-lists.service';
import { EscalationConnection, EscalationModel } from './escalation.model';
import { ConversationNotEscalated, HandBackConversationResult } from './escalation.results';
import { EscalateConversationArgs, HandOffLeadArgs } from './inputs/escalations.args';
import { ManualEscalations } from './manual-escalations.service';

/** What people of the company hand over by hand, and the requests of a lead. */
@Resolver(() => LeadModel)
export class LeadEscalationsResolver {
  constructor(
    private readonly manual: ManualEscalations,
    private readonly desk: EscalationDesk,
    private readonly lists: EscalationLists,
    private readonly conversations: ConversationsService,
  ) {}

  @Allow('OPERATOR', 'calls:write')
  @Mutation(() => EscalationModel, {
    description:
      'Takes a conversation from the agent, which is silent until it is handed back. Answers the escalation that is open, where one is.',
  })
  async escalateConversation(@Args() { conversationId, reason }: EscalateConversationArgs): Promise<EscalationModel> {
    return EscalationModel.of(await this.manual.ofConversation(conversationId, reason));
  }

  @Allow('OPERATOR', 'calls:write')
  @Mutation(() => HandBackConversationResult, {
    description:
      'Lets the agent speak again in a conversation; an escalation that is open for it is resolved with that.',
  })
  async handBackConversation(
    @Args('conversationId', { type: () => ID, description: 'The conversation.' }, UuidPipe) conversationId: string,
  ): Promise<HandBackConversationResult> {
    if (!(await this.desk.handBack(conversationId))) return new ConversationNotEscalated();
    return ConversationModel.of(await this.conversations.get(conversationId));
  }

  @Allow('OPERATOR', 'leads:write')
  @Mutation(() => EscalationModel, {
    description:
      'Hands a lead to people: every conversation with it that goes on is taken from the agent. Answers the first escalation.',
  })
  async handOffLead(@Args() { leadId, reason }: HandOffLeadArgs): Promise<EscalationModel> {
    return EscalationModel.of(await this.manual.ofLead(leadId, reason));
  }

  @ResolveField(() => EscalationConnection, { description: 'Requests for a human of this lead, latest first.' })
  async escalations(
    @Parent() { id }: LeadModel,
    @Args() page: PageArgs,
    @Context() context: object,
  ): Promise<Page<EscalationModel>> {
    const pages = loaderFor(
      context,
      `escalations-of-lead:${page.first}:${page.after ?? ''}`,
      (ids: readonly string[]) => this.lists.pagesByLead(ids, page),
    );
    const counts = loaderFor(context, 'escalations-of-lead:count', (ids: readonly string[]) =>
      this.lists.countsByLead(ids),
    );
    const rows = (await pages.load(id)) ?? [];
    return pageOf(rows, page, positionOf, async () => (await counts.load(id)) ?? 0).map((escalation) =>
      EscalationModel.of(escalation),
    );
  }
}
