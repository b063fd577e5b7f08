import { Injectable } from '@nestjs/common';
import { MessageHeard } from '../../conversations/conversations.events';
import { OnFact } from '../../platform/events/on-fact.decorator';
import { AnswerStore, type Unanswered } from './answer-store.service';

/** Plans the answer to every message that is heard. */
@Injectable()
export class MessageHeardListener {
  constructor(private readonly store: AnswerStore) {}

  @OnFact(MessageHeard)
  async planAnswer(heard: Unanswered): Promise<void> {
    await this.store.plan(heard);
  }
}
