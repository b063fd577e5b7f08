import { Injectable } from '@nestjs/common';
import type { MissedCallPolicy } from '../../tenants/tenant.entity';
import { IdempotentAnswers } from '../idempotent-answers.service';
import type { MissedCall } from './missed-call.entity';
import { MissedCalls } from './missed-calls.service';

/** What the sender is told. */
export interface MissedCallAnswer {
  readonly leadId: string;
  readonly missedCallId: string;
  /** What follows. */
  readonly reaction: MissedCallPolicy;
}

/** Answers are forgotten after a day; a call is recorded once for good. */
@Injectable()
export class MissedCallOnce {
  constructor(
    private readonly answers: IdempotentAnswers,
    private readonly calls: MissedCalls,
  ) {}

  answer(callId: string, body: unknown, take: () => Promise<MissedCall>): Promise<MissedCallAnswer> {
    return this.answers.answerOnce({ operation: 'missed-call', key: callId, body }, async () => {
      const { leadId, id: missedCallId, reaction } = (await this.calls.findBySource(callId)) ?? (await take());
      return { leadId, missedCallId, reaction };
    });
  }
}
