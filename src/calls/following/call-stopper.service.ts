import { Injectable } from '@nestjs/common';
import { Carrier } from '../../voice/carrier.port';
import type { StopReason } from '../call.entity';
import { CallStore } from '../call-store.service';
import { CallFollower } from './call-follower.service';

/** The carrier's record is asked for when its answer to the cancellation has not told enough. */
const ASK_AFTER_MS = 5_000;

/**
 * Cancels calls the carrier has taken and not rung yet. What comes of it the carrier says: picked up meanwhile, the conversation goes on;
 * never dialed, the attempt does not count.
 */
@Injectable()
export class CallStopper {
  constructor(
    private readonly store: CallStore,
    private readonly follower: CallFollower,
    private readonly carrier: Carrier,
  ) {}

  /** Asking twice does no harm. @throws CarrierUnavailable */
  async stop(callId: string, reason: StopReason): Promise<void> {
    const providerCallId = await this.claim(callId, reason);
    if (!providerCallId) return;
    const snapshot = await this.carrier.cancel(providerCallId);
    if (snapshot) await this.follower.observe(callId, snapshot);
  }

  /** Noted first: the callback of the end may overtake the answer. */
  private claim(callId: string, reason: StopReason): Promise<string | null> {
    return this.store.withLocked(callId, async (call, moment) => {
      if (call.status !== 'DIALING' || !call.providerCallId) return null;
      const pollAt = new Date(moment.getTime() + ASK_AFTER_MS);
      await this.store.note(call, { stopRequestedAt: moment, stopReason: call.stopReason ?? reason, pollAt });
      return call.providerCallId;
    });
  }
}
