import { Injectable } from '@nestjs/common';
import type { DialCondition } from '../../compliance/dial-gate.service';
import { type ConversationHold, ConversationHolds } from '../../conversations/threads/conversation-holds.service';
import { MissedCalls } from '../../intake/missed-calls/missed-calls.service';

/** The reason of a call that waits because the person is talking to us in writing. */
export const IN_CONVERSATION = 'IN_CONVERSATION';

/** Whom a call would reach. */
export interface Called {
  readonly leadId: string;
  readonly phone: string;
  /** True when this is the call that was promised. */
  readonly isPromised: boolean;
}

export interface Wishes {
  readonly conditions: readonly DialCondition[];
  /** True when the person has rung us, and this call is the answer. */
  readonly isAnswer: boolean;
}

/** What a person is doing with us at this moment, beside calls. */
@Injectable()
export class PersonWishes {
  constructor(
    private readonly holds: ConversationHolds,
    private readonly missed: MissedCalls,
  ) {}

  /**
   * Who writes to us is not called meanwhile, but for a call that was promised for now, or by one who has rung us since; who talks to
   * somebody of the company is called for nothing.
   */
  async of({ leadId, phone, isPromised }: Called, moment: Date): Promise<Wishes> {
    const hold = await this.holds.of(leadId, moment);
    const rangAt = await this.missed.awaitedSince(phone, moment);
    const wants = isPromised || (rangAt !== null && (!hold?.heardAt || rangAt > hold.heardAt));
    const isHeld = hold !== null && (hold.isEscalated || !wants);
    return { conditions: isHeld ? [waitFor(hold)] : [], isAnswer: rangAt !== null };
  }
}

function waitFor({ isEscalated, until }: ConversationHold): DialCondition {
  const explanation = isEscalated
    ? 'Somebody of the company has a conversation with this person.'
    : 'This person is talking to the company in writing.';
  return { verdict: 'DEFER', reason: IN_CONVERSATION, explanation, until };
}
