import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { LeadModel } from '../leads/lead.model';
import { PageArgs } from '../platform/graphql/connection';
import { loaderFor } from '../platform/graphql/loaders';
import { pageOf } from '../platform/graphql/page';
import { ConversationLists, positionOf } from './conversation-lists.service';
import { ConversationConnection, ConversationModel } from './conversation.model';

/** What was said with a lead, told by the room that knows. */
@Resolver(() => LeadModel)
export class LeadConversationsResolver {
  constructor(private readonly lists: ConversationLists) {}

  @ResolveField(() => ConversationConnection, { description: 'Conversations with this lead, latest first.' })
  async conversations(
    @Parent() { id }: LeadModel,
    @Args() page: PageArgs,
    @Context() context: object,
  ): Promise<ConversationConnection> {
    const pages = loaderFor(
      context,
      `conversations-of-lead:${page.first}:${page.after ?? ''}`,
      (ids: readonly string[]) => this.lists.pagesByLead(ids, page),
    );
    const counts = loaderFor(context, 'conversations-of-lead:count', (ids: readonly string[]) =>
      this.lists.countsByLead(ids),
    );
    const rows = (await pages.load(id)) ?? [];
    const found = pageOf(rows, page, positionOf, async () => (await counts.load(id)) ?? 0);
    return found.map((conversation) => ConversationModel.of(conversation));
  }
}
