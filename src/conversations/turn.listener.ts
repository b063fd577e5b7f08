import { Injectable } from '@nestjs/common';
import { OnFact } from '../platform/events/on-fact.decorator';
import { Topics } from '../platform/pubsub/topics';
import { TurnAdded } from './conversations.events';
import { TurnSpoken } from './conversations.topics';

/** Tells those who follow a conversation. A repeated delivery tells them again; `seq` lets them know. */
@Injectable()
export class TurnListener {
  constructor(private readonly topics: Topics) {}

  @OnFact(TurnAdded)
  async tellFollowers({ conversationId, seq }: { conversationId: string; seq: number }): Promise<void> {
    await this.topics.publish(TurnSpoken, { conversationId, seq }, conversationId);
  }
}
