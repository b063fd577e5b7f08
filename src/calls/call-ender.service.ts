import { Injectable } from '@nestjs/common';
import { Outbox } from '../platform/events/outbox';
import { ConversationsService } from '../conversations/conversations.service';
import { isMachine } from '../voice/call-ending';
import type { RefusalCause } from '../voice/carrier.port';
import type { Call } from './call.entity';
import type { CallOutcome } from './call-outcome';
import type { Ending } from './call-status';
import { type CallChange, CallStore, referenceOf } from './call-store.service';
import { CallEnded } from './calls.events';
import { CampaignLedger, type Withdrawal } from './campaign-ledger.port';

/** Prices arrive minutes after the end; the first look is soon, for carriers that know at once. */
const FIRST_DETAILS_MS = 5_000;
/** A carrier that refuses for a passing reason is asked again after this. */
const PASSING_REFUSAL_MS = 5_000;

/**
 * What we show, or where we call, a person has to put right. Asked at once again and again, one such lead alone would fill the calls of
 * which the breaker thinks, and stop its campaign.
 */
const CONFIGURATION_REFUSAL_MS = 15 * 60_000;

/** Why the carrier did not dial, and what it said of it. */
export interface CarrierRefusal {
  readonly cause: RefusalCause;
  readonly outcome: 'INVALID_NUMBER' | 'FAILED';
  /** The carrier's own error code. */
  readonly code?: string;
  readonly details?: CallChange;
}

/** The only ways a call may end; each moves the enrolment and the lead with it. All join the open unit of work on a locked call. */
@Injectable()
export class CallEnder {
  constructor(
    private readonly store: CallStore,
    private readonly conversations: ConversationsService,
    private readonly outbox: Outbox,
    readonly ledger: CampaignLedger,
  ) {}

  /** The carrier says how the call ended. A call somebody talked on waits for its assessment. */
  async end(call: Call, ending: Ending, moment: Date, details: CallChange = {}): Promise<void> {
    const conversation = call.answeredAt === null ? null : await this.conversations.findByCall(call.id);
    const outcome = outcomeOf(call, ending, { spoken: conversation !== null, seconds: details.durationSeconds ?? 0 });
    await this.store.change(call, {
      ...details,
      status: ending.status,
      outcome,
      endedAt: moment,
      leaseUntil: null,
      reconcileAt: null,
      ...(call.providerCallId ? { detailsDueAt: new Date(moment.getTime() + FIRST_DETAILS_MS) } : {}),
    });
    if (conversation) await this.closeConversation(call, conversation.id, moment, outcome);
    await this.ledger.ended(call, moment);
    await this.outbox.record(CallEnded, { ...referenceOf(call), ...(outcome ? { outcome } : {}) });
  }

  /** The verdict of the machine detection came after the end: what was said then waits for no assessment. */
  async endedOnMachine(call: Call, moment: Date): Promise<void> {
    await this.store.change(call, { outcome: 'VOICEMAIL' });
    await this.ledger.machineAnswered(call, moment);
    await this.ledger.ended(call, moment);
  }

  /** The carrier refused: either the number is to blame, or nothing was dialed and the attempt does not count. */
  async refuse(call: Call, { cause, outcome, ...more }: CarrierRefusal, moment: Date): Promise<void> {
    const details = { ...more.details, endedReason: cause, ...(more.code ? { carrierErrorCode: more.code } : {}) };
    if (cause === 'NUMBER' || cause === 'BLOCKED') {
      return this.end(call, { status: 'FAILED', outcome }, moment, details);
    }
    // Being too fast is no fault that should open the breaker of a campaign: the dialer slows down and keeps the queue.
    const status = cause === 'RATE_LIMITED' ? 'CANCELED' : 'FAILED';
    const waitMs = cause === 'CONFIGURATION' ? CONFIGURATION_REFUSAL_MS : PASSING_REFUSAL_MS;
    const dueAt = new Date(moment.getTime() + waitMs);
    await this.giveBack(call, { ...details, status }, dueAt, moment);
  }

  /** It is proved that nobody was dialed: by the carrier, or because the request never left. The lead is due again. */
  async notPlaced(call: Call, moment: Date, endedReason = 'NOT_PLACED', details: CallChange = {}): Promise<void> {
    await this.giveBack(call, { ...details, status: 'CANCELED', endedReason }, moment, moment);
  }

  /** A gate said no before anything was sent. */
  async withdraw(call: Call, withdrawal: Withdrawal, moment: Date, details: CallChange = {}): Promise<void> {
    await this.store.change(call, {
      ...details,
      status: 'CANCELED',
      outcome: 'FAILED',
      endedReason: withdrawal.reason,
      endedAt: moment,
      leaseUntil: null,
    });
    await this.ledger.withdrawn(call, withdrawal, moment);
    await this.outbox.record(CallEnded, { ...referenceOf(call), outcome: 'FAILED' });
  }

  private async giveBack(call: Call, change: CallChange, dueAt: Date, moment: Date): Promise<void> {
    await this.store.change(call, {
      ...change,
      outcome: 'FAILED',
      notPlaced: true,
      endedAt: moment,
      leaseUntil: null,
      reconcileAt: null,
    });
    await this.ledger.notPlaced(call, dueAt, moment);
    await this.outbox.record(CallEnded, { ...referenceOf(call), outcome: 'FAILED' });
  }

  private async closeConversation(call: Call, id: string, moment: Date, outcome: CallOutcome | null): Promise<void> {
    await this.conversations.end(id, {
      at: moment,
      assess: outcome === null,
      ...(call.campaignId ? { campaignId: call.campaignId } : {}),
      ...(call.rubricId ? { rubricId: call.rubricId } : {}),
    });
  }
}

/** Who picks up and hangs up faster than this did not want to hear who calls; later, the silence was ours. */
const HUNG_UP_AT_ONCE_SECONDS = 6;

function outcomeOf(call: Call, ending: Ending, talk: { spoken: boolean; seconds: number }): CallOutcome | null {
  if (ending.status !== 'COMPLETED') return ending.outcome ?? 'FAILED';
  if (isMachine(call.answeredBy)) return 'VOICEMAIL';
  if (talk.spoken) return ending.outcome;
  return talk.seconds <= HUNG_UP_AT_ONCE_SECONDS ? 'NO_ANSWER' : 'FAILED';
}
