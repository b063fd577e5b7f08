import { Injectable, Logger } from '@nestjs/common';
import type { DenyReason } from '../../../compliance/rules/contact-decision';
import type { Delivery } from '../../../conversations/delivery/thread-delivery.service';
import { Escalations } from '../../../escalation/escalations.service';
import { Clock } from '../../../platform/clock/clock';
import { failpoint } from '../../../platform/failpoints/failpoint';
import { AnswerMetrics } from '../answer-metrics.service';
import type { SkipReason } from '../answer-life-cycle';
import { AnswerStore } from '../answer-store.service';
import { MOST_SENDS } from '../answer-utterance';
import type { Answer } from '../answer.entity';
import { AnsweringCalls } from './answering-calls.service';

type RefusalCause = Extract<Delivery, { kind: 'REFUSED' }>['cause'];

/** Thrown when the carrier proved that it did not take a text: it is sent again under another key. */
class NotTaken extends Error {
  constructor() {
    super('The carrier did not take an answer.');
    this.name = 'NotTaken';
  }
}

const PAUSED_MS = 60_000;
const UNDECIDED_MS = 1_000;
/** What may be said only later than this is said no more. */
const LONGEST_WAIT_MS = 24 * 60 * 60_000;

/** Reasons of the calling rules by which the lead itself wants to hear no more. */
const LEFT_ALONE: ReadonlySet<string> = new Set<DenyReason>(['INTERNAL_DNC', 'CONSENT_REVOKED', 'LEAD_DECLINED']);

/** Writes down what became of an attempt to say an answer. */
@Injectable()
export class DeliveryOutcomes {
  private readonly logger = new Logger(DeliveryOutcomes.name);

  constructor(
    private readonly store: AnswerStore,
    private readonly escalations: Escalations,
    private readonly calls: AnsweringCalls,
    private readonly clock: Clock,
    private readonly metrics: AnswerMetrics,
  ) {}

  /** False when the answer waits. @throws NotTaken, for another attempt; LeaseLost */
  async settle(answer: Answer, delivered: Delivery): Promise<boolean> {
    switch (delivered.kind) {
      case 'SAID': {
        const deliveredAt = this.clock.now();
        await this.store.advance(answer, { state: 'DELIVERED', textId: delivered.textId, deliveredAt });
        this.metrics.delivered(deliveredAt.getTime() - answer.heardAt.getTime());
        await failpoint('answer.delivered');
        return true;
      }
      case 'REFUSED':
        return this.refused(answer, delivered.cause);
      case 'NOT_SENT':
        if (answer.sends + 1 >= MOST_SENDS) return this.giveUp(answer);
        await this.store.advance(answer, { sends: answer.sends + 1 });
        throw new NotTaken();
    }
  }

  /** Asks for a person, once per answer. Joins an open unit of work. @param reason a sentence for whoever takes it. */
  async callHuman({ id, leadId, conversationId }: Answer, reason: string): Promise<void> {
    await this.escalations.raise({ leadId, conversationId, trigger: 'UNDELIVERED', reason, key: `undelivered:${id}` });
  }

  private async giveUp(answer: Answer): Promise<boolean> {
    await this.store.together(async () => {
      await this.callHuman(answer, 'The carrier did not take an answer to what they wrote.');
      await this.store.finish(answer, { state: 'SKIPPED', skipReason: 'NO_WAY_TO_ANSWER' });
    });
    return true;
  }

  /** What is forbidden for a while is put off; anything else is not said, and a person asked unless the lead wants to hear no more, or is called. Who calls a new lead is waited for. */
  private async refused(answer: Answer, cause: RefusalCause): Promise<boolean> {
    const waitMs = this.waitFor(cause);
    const reason = cause.kind === 'REFUSED' ? cause.decision.reason : cause.kind;
    this.logger.log({ answerId: answer.id, reason, waitMs }, 'an answer may not be sent');
    if (waitMs !== undefined) {
      await this.store.defer(answer, waitMs, reason);
      return false;
    }
    const skipReason: SkipReason = cause.kind === 'CHANNEL_NOT_CONFIGURED' ? 'NO_WAY_TO_ANSWER' : 'NOT_ALLOWED';
    return this.store.together(async () => {
      const call = LEFT_ALONE.has(reason) ? 'NOT_WANTED' : await this.calls.answer(answer);
      if (call === 'UNDECIDED') {
        await this.store.defer(answer, UNDECIDED_MS, reason);
        return false;
      }
      if (call === 'NO') await this.callHuman(answer, whyUnsaid(cause));
      await this.store.finish(answer, { state: 'SKIPPED', skipReason });
      return true;
    });
  }

  private waitFor(cause: RefusalCause): number | undefined {
    if (cause.kind === 'COMPANY_PAUSED') return PAUSED_MS;
    if (cause.kind !== 'REFUSED' || cause.decision.verdict !== 'DEFER') return undefined;
    const waitMs = cause.decision.until.getTime() - this.clock.now().getTime();
    return waitMs <= LONGEST_WAIT_MS ? Math.max(0, waitMs) : undefined;
  }
}

/** For the person who is asked instead. */
function whyUnsaid(cause: RefusalCause): string {
  return cause.kind === 'REFUSED'
    ? `What they wrote could not be answered there: ${cause.decision.explanation}`
    : 'What they wrote could not be answered: the company has no number for texts on this channel.';
}
