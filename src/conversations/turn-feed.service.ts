import { Injectable } from '@nestjs/common';
import { findContext, runInContext } from '../platform/context/request-context';
import { Topics } from '../platform/pubsub/topics';
import { ConversationsService } from './conversations.service';
import { TurnSpoken } from './conversations.topics';
import { TurnModel } from './turn.model';
import { TurnsService } from './turns.service';

/** Turns as they are said. News carries places only; the words are read as the subscriber's own tenant. */
@Injectable()
export class TurnFeed {
  constructor(
    private readonly topics: Topics,
    private readonly conversations: ConversationsService,
    private readonly turns: TurnsService,
  ) {}

  /** @throws NotFound when the conversation is not this tenant's; nothing has been subscribed to then. */
  async follow(conversationId: string): Promise<AsyncIterableIterator<TurnModel>> {
    await this.conversations.get(conversationId);
    const news = await this.topics.subscribe(TurnSpoken, conversationId);
    // Each piece of news is pulled by the socket, outside the context in which it was asked for.
    const context = { ...findContext(), requestId: findContext()?.requestId ?? conversationId };
    return presented(news, ({ seq }) =>
      runInContext(context, async () => TurnModel.of(await this.turns.get(conversationId, seq))),
    );
  }
}

/** The same stream with each item turned into another; ending it ends the source. */
function presented<T, U>(source: AsyncIterableIterator<T>, present: (item: T) => Promise<U>): AsyncIterableIterator<U> {
  const over: IteratorResult<U> = { value: undefined, done: true };
  return {
    async next() {
      const item = await source.next();
      return item.done ? over : { value: await present(item.value), done: false };
    },
    async return() {
      await source.return?.();
      return over;
    },
    async throw(error: unknown) {
      await source.throw?.(error);
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
