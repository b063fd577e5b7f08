import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config';
import { failpoint } from '../../platform/failpoints/failpoint';
import { Carrier, type CallSnapshot } from '../../voice/carrier.port';
import type { Call } from '../call.entity';
import { CallEnder } from '../call-ender.service';
import { type CallChange, CallStore } from '../call-store.service';
import { CallFollower } from './call-follower.service';
import { readFact } from './observed-fact';

/** Carrier clocks and ours may differ; a call may be listed as created slightly before we asked. */
const CLOCK_TOLERANCE_MS = 60_000;

/**
 * Finds out what became of calls nobody reports on. "Not found" is believed only after the settling time and a second look:
 * lists of carriers lag behind. Nothing is ever dialed again from here; a proven non-dial makes the lead due again.
 */
@Injectable()
export class CallReconciler {
  private readonly logger = new Logger(CallReconciler.name);

  constructor(
    private readonly store: CallStore,
    private readonly follower: CallFollower,
    private readonly ender: CallEnder,
    private readonly carrier: Carrier,
    private readonly config: AppConfig,
  ) {}

  /** A call whose request was never answered: its worker died, or the carrier hung. */
  async suspendIfAbandoned(callId: string): Promise<void> {
    await this.store.withLocked(callId, async (call, moment) => {
      if (call.status === 'DIALING' && !call.providerCallId && call.leaseUntil && call.leaseUntil <= moment) {
        await this.store.suspend(call, moment);
      }
      return null;
    });
  }

  /** An UNKNOWN call whose settling time is over: ask the carrier's list. */
  async resolve(callId: string): Promise<void> {
    const call = await this.store.find(callId);
    if (call?.status !== 'UNKNOWN' || !call.dialStartedAt) return;
    const candidates = await this.carrier.findCalls({
      to: call.phone,
      from: call.fromNumber,
      since: new Date(call.dialStartedAt.getTime() - CLOCK_TOLERANCE_MS),
    });
    await failpoint('reconcile.listed');
    await this.store.withLocked(callId, (now, moment) => this.decide(now, candidates, moment));
  }

  /** A call the carrier has been silent about for too long: ask for it by its id. */
  async poll(callId: string): Promise<void> {
    const call = await this.store.find(callId);
    if (!call?.providerCallId || call.endedAt) return;
    const snapshot = await this.carrier.fetchCall(call.providerCallId);
    if (snapshot) return this.follower.observe(callId, snapshot);
    await this.store.withLocked(callId, async (now, moment) => {
      if (!now.endedAt)
        await this.ender.end(now, { status: 'FAILED', outcome: 'FAILED' }, moment, {
          endedReason: 'UNKNOWN_TO_CARRIER',
        });
      return null;
    });
  }

  private async decide(call: Call, candidates: readonly CallSnapshot[], moment: Date): Promise<null> {
    if (call.status !== 'UNKNOWN') return null;
    const found = await this.ownAmong(call, candidates, moment);
    if (found === 'CONTESTED') {
      await this.lookAgain(call, moment);
      return null;
    }
    if (found) {
      await this.store.change(call, { providerCallId: found.providerCallId, status: 'DIALING', reconcileAt: null });
      return this.follower.advance(call, readFact(found), moment);
    }
    if (call.missingSince) {
      this.logger.log({ callId: call.id }, 'the carrier never dialed; the lead is due again');
      await this.ender.notPlaced(call, moment);
      return null;
    }
    await this.lookAgain(call, moment, { missingSince: moment });
    return null;
  }

  private async lookAgain(call: Call, moment: Date, change: CallChange = {}): Promise<void> {
    const reconcileAt = new Date(moment.getTime() + this.config.dialing.confirmMs);
    await this.store.change(call, { ...change, reconcileAt });
  }

  /**
   * A listed call that no attempt owns is this one: a tenant has at most one live call to a phone. Another tenant may have one as
   * well, over the same account; while its own is not known, a listed call may be that one, and nothing is decided.
   */
  private async ownAmong(
    call: Call,
    candidates: readonly CallSnapshot[],
    moment: Date,
  ): Promise<CallSnapshot | 'CONTESTED' | undefined> {
    const earliest = (call.dialStartedAt?.getTime() ?? 0) - CLOCK_TOLERANCE_MS;
    const recent = candidates.filter((candidate) => candidate.createdAt.getTime() >= earliest);
    if (recent.length === 0) return undefined;
    const ids = recent.map((candidate) => candidate.providerCallId);
    const { owned, isContested } = await this.store.claimsBeside(call, ids, moment);
    const found = recent.find((candidate) => !owned.has(candidate.providerCallId));
    return found && isContested ? 'CONTESTED' : found;
  }
}
