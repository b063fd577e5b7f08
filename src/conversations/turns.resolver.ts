import { Args, Context, ID, Parent, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { Allow } from '../platform/access/allow.decorator';
import { PageArgs } from '../platform/graphql/connection';
import { loaderFor } from '../platform/graphql/loaders';
import { pageOf } from '../platform/graphql/page';
import { UuidPipe } from '../platform/graphql/uuid.pipe';
import { Topics } from '../platform/pubsub/topics';
import { ConversationModel } from './conversation.model';
import { ConversationsService } from './conversations.service';
import { TurnSpoken } from './conversations.topics';
import { TurnConnection, TurnModel } from './turn.model';
import { TurnsService } from './turns.service';

@Resolver(() => ConversationModel)
export class TurnsResolver {
  constructor(
    private readonly turnsService: TurnsService,
    private readonly conversations: ConversationsService,
    private readonly topics: Topics,
  ) {}

  @ResolveField(() => TurnConnection, { description: 'What was said, in order.' })
  async turns(
    @Parent() { id, turnCount }: ConversationModel,
    @Args() page: PageArgs,
    @Context() context: object,
  ): Promise<TurnConnection> {
    const loader = loaderFor(context, `turns:${page.first}:${page.after ?? ''}`, (ids: readonly string[]) =>
      this.turnsService.pages(ids, page),
    );
    const rows = (await loader.load(id)) ?? [];
    return pageOf(
      rows,
      page,
      (turn) => [turn.seq],
      async () => turnCount,
    ).map((turn) => TurnModel.of(turn));
  }

  @Allow('VIEWER', 'calls:read')
  @Subscription(() => TurnModel, {
    description: 'Tells each thing said in a conversation from now on; a turn may be told twice, its `seq` tells.',
    async resolve(this: TurnsResolver, place: { conversationId: string; seq: number }): Promise<TurnModel> {
      return TurnModel.of(await this.turnsService.get(place.conversationId, place.seq));
    },
  })
  async turnAdded(
    @Args('conversationId', { type: () => ID, description: 'The conversation to follow.' }, UuidPipe)
    conversationId: string,
  ): Promise<AsyncIterableIterator<{ conversationId: string; seq: number }>> {
    await this.conversations.get(conversationId);
    return this.topics.subscribe(TurnSpoken, conversationId);
  }
}
