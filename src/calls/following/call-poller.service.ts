import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config';
import { Carrier } from '../../voice/carrier.port';
import type { Call } from '../call.entity';
import { CallEnder } from '../call-ender.service';
import { CallStore } from '../call-store.service';
import { CallFollower } from './call-follower.service';
import { decideAbsent, pollAgainAt } from './polling';

/** Asks the carrier for calls it has been silent about. What it says moves the call; that it cannot be asked changes nothing. */
@Injectable()
export class CallPoller {
  private readonly logger = new Logger(CallPoller.name);

  constructor(
    private readonly store: CallStore,
    private readonly follower: CallFollower,
    private readonly ender: CallEnder,
    private readonly carrier: Carrier,
    private readonly config: AppConfig,
  ) {}

  /** Asks once, if it is time to. @throws CarrierUnavailable; the call is asked for again later. */
  async poll(callId: string): Promise<void> {
    const providerCallId = await this.claim(callId);
    if (!providerCallId) return;
    const snapshot = await this.carrier.fetchCall(providerCallId);
    if (snapshot) return this.follower.observe(callId, snapshot);
    await this.store.withLocked(callId, (now, moment) => this.absent(now, providerCallId, moment));
  }

  /** Moves the next question away before this one is asked: whatever comes of it, nobody asks at every sweep. */
  private claim(callId: string): Promise<string | null> {
    return this.store.withLocked(callId, async (call, moment) => {
      if (!call.providerCallId || call.endedAt || (call.pollAt && call.pollAt > moment)) return null;
      await this.store.note(call, { pollAt: pollAgainAt(call, call.polls, moment), polls: call.polls + 1 });
      return call.providerCallId;
    });
  }

  private async absent(call: Call, providerCallId: string, moment: Date): Promise<null> {
    if (call.endedAt || call.providerCallId !== providerCallId) return null;
    const { confirmMs } = this.config.dialing;
    if (decideAbsent(call.absentSince, moment, confirmMs) === 'ASK_AGAIN') {
      const absentSince = call.absentSince ?? moment;
      await this.store.note(call, { absentSince, pollAt: new Date(absentSince.getTime() + confirmMs) });
      return null;
    }
    this.logger.warn({ callId: call.id }, 'the carrier does not know a call it took');
    await this.ender.end(call, { status: 'FAILED', outcome: 'FAILED' }, moment, { endedReason: 'UNKNOWN_TO_CARRIER' });
    return null;
  }
}
