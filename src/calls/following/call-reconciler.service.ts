import { Injectable, Logger } from '@nestjs/common';
import { failpoint } from '../../platform/failpoints/failpoint';
import { StuckCalls } from '../attention/stuck-calls.service';
import { decideAbandoned } from '../call-decisions';
import type { Call } from '../call.entity';
import { CallEnder } from '../call-ender.service';
import { CallStore } from '../call-store.service';
import { CallFollower } from './call-follower.service';
import { CarrierLook, type ListTaken } from './carrier-look.service';
import { readFact } from './observed-fact';
import { decideUnknown } from './unknown-call';

/**
 * Finds out what became of requests nobody answered. A call the carrier's list shows is adopted; "not found" is believed only after the
 * settling time and a second look: lists of carriers lag behind. Nothing is ever dialed again from here; a proven non-dial makes the lead
 * due again.
 */
@Injectable()
export class CallReconciler {
  private readonly logger = new Logger(CallReconciler.name);

  constructor(
    private readonly store: CallStore,
    private readonly follower: CallFollower,
    private readonly ender: CallEnder,
    private readonly look: CarrierLook,
    private readonly stuck: StuckCalls,
  ) {}

  /**
   * A call whose worker died or hangs. Its request provably never left: it is given back, and the worker may not send it any more.
   * Otherwise the carrier may have dialed, and its list is looked at at once. When to look again, as `resolve`.
   */
  async attendAbandoned(callId: string): Promise<Date | null> {
    const isSuspended = await this.store.withLocked(callId, async (call, moment) => {
      const decision = decideAbandoned(call, moment);
      if (decision === 'GIVE_BACK') await this.ender.notPlaced(call, moment, 'NOT_SENT');
      if (decision !== 'SUSPEND') return null;
      await this.store.suspend(call, moment);
      return true;
    });
    return isSuspended ? this.resolve(callId) : null;
  }

  /** An UNKNOWN call: asks the carrier's list. When to look again; null when there is nothing left to find out. */
  async resolve(callId: string): Promise<Date | null> {
    const call = await this.store.find(callId);
    if (call?.status !== 'UNKNOWN' || !call.dialStartedAt) return null;
    const list = await this.look.take(call);
    await failpoint('reconcile.listed');
    return this.store.withLocked(callId, (now, moment) => this.decide(now, list, moment));
  }

  private async decide(call: Call, list: ListTaken, moment: Date): Promise<Date | null> {
    if (call.status !== 'UNKNOWN' || !call.dialStartedAt || !call.unknownSince) return null;
    const sight = await this.look.sight(call, list, moment);
    if (sight.sighting === 'FOUND') {
      const { found } = sight;
      await this.store.change(call, { providerCallId: found.providerCallId, status: 'DIALING', reconcileAt: null });
      return this.follower.advance(call, readFact(found), moment);
    }
    const { dialStartedAt, unknownSince, missingSince } = call;
    const standing = { dialStartedAt, unknownSince, missingSince };
    const verdict = decideUnknown(standing, sight.sighting, list.askedAt, this.look.settings);
    if (verdict.kind === 'NOT_PLACED') {
      this.logger.log({ callId: call.id }, 'the carrier never dialed; the lead is due again');
      await this.ender.notPlaced(call, moment);
    } else if (verdict.kind === 'LOOK_AGAIN') {
      const { at, attention } = verdict;
      const reconcileAt = at > moment ? at : moment;
      await this.stuck.note(call, { reconcileAt, missingSince: verdict.missingSince }, attention, moment);
      return reconcileAt;
    }
    return null;
  }
}
