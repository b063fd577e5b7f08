import { Injectable } from '@nestjs/common';
import { ConversationsService } from '../../../conversations/conversations.service';
import { ThreadDelivery } from '../../../conversations/delivery/thread-delivery.service';
import { failpoint } from '../../../platform/failpoints/failpoint';
import { AnswerStep, type AnswerWork } from '../answer-step';
import { AnswerStore } from '../answer-store.service';
import { utteranceOf } from '../answer-utterance';
import { DeliveryOutcomes } from './delivery-outcomes.service';
import { Overtaking } from './overtaking.service';

/** Says what was composed, once, unless a person has gone past it. */
@Injectable()
export class DeliverStep extends AnswerStep {
  constructor(
    private readonly store: AnswerStore,
    private readonly conversations: ConversationsService,
    private readonly delivery: ThreadDelivery,
    private readonly overtaking: Overtaking,
    private readonly outcomes: DeliveryOutcomes,
  ) {
    super();
  }

  async take({ answer, scene }: AnswerWork): Promise<boolean> {
    if (!answer.reply) throw new Error('An answer that is composed has a reply.');
    const conversation = scene?.conversation ?? (await this.conversations.get(answer.conversationId));
    const utterance = utteranceOf(answer, conversation);
    const skipReason = utterance ? await this.overtaking.skipReasonOf(answer, utterance.requestKey) : 'OPTED_OUT';
    if (!utterance || skipReason) {
      await this.store.finish(answer, { state: 'SKIPPED', skipReason: skipReason ?? 'OPTED_OUT' });
      return true;
    }
    await failpoint('answer.before_send');
    const delivered = await this.delivery.deliver(utterance);
    await failpoint('answer.sent');
    return this.outcomes.settle(answer, delivered);
  }
}
