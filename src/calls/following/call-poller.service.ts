import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config';
import { Carrier } from '../../voice/carrier.port';
import type { Call } from '../call.entity';
import { CallEnder } from '../call-ender.service';
import type { CallStatus } from '../call-status';
import { CallStore } from '../call-store.service';
import { CallFollower } from './call-follower.service';
import { readFact } from './observed-fact';
import { decideAbsent, decideOverdue, pollAgainAt } from './polling';

interface Claimed {
  readonly providerCallId: string;
  readonly status: CallStatus;
  readonly overdue: 'HANG_UP' | 'END' | null;
}

/**
 * Asks the carrier for calls it has been silent about. What it says moves the call; that it cannot be asked changes nothing, until the call
 * cannot live any more: then it is ended whatever the carrier says, for it holds a slot, and its person is called by nobody.
 */
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
    const claimed = await this.claim(callId);
    if (!claimed) return;
    try {
      await this.ask(callId, claimed);
    } finally {
      if (claimed.overdue === 'END') await this.store.withLocked(callId, (now, moment) => this.giveUp(now, moment));
    }
  }

  private async ask(callId: string, { providerCallId, status, overdue }: Claimed): Promise<void> {
    const snapshot = await this.carrier.fetchCall(providerCallId);
    if (!snapshot) return this.seeAbsent(callId, providerCallId);
    await this.follower.observe(callId, snapshot);
    if (!overdue || readFact(snapshot).ending) return;
    // Picked up this moment, it goes on.
    if (status === 'IN_PROGRESS') await this.carrier.hangUp(providerCallId);
    else await this.carrier.cancel(providerCallId);
  }

  /** Moves the next question away before this one is asked: whatever comes of it, nobody asks at every sweep. */
  private claim(callId: string): Promise<Claimed | null> {
    return this.store.withLocked(callId, async (call, moment) => {
      if (!call.providerCallId || call.endedAt || (call.pollAt && call.pollAt > moment)) return null;
      await this.store.note(call, { pollAt: pollAgainAt(call, call.polls, moment), polls: call.polls + 1 });
      return { providerCallId: call.providerCallId, status: call.status, overdue: decideOverdue(call, moment) };
    });
  }

  private async giveUp(call: Call, moment: Date): Promise<null> {
    if (call.endedAt || decideOverdue(call, moment) !== 'END') return null;
    this.logger.warn({ callId: call.id, status: call.status }, 'the carrier never said how a call ended');
    const details = { endedReason: 'NEVER_HEARD_OF_ITS_END' };
    if (call.status === 'IN_PROGRESS')
      await this.ender.end(call, { status: 'COMPLETED', outcome: null }, moment, details);
    else await this.ender.end(call, { status: 'NO_ANSWER', outcome: 'NO_ANSWER' }, moment, details);
    return null;
  }

  private async seeAbsent(callId: string, providerCallId: string): Promise<void> {
    await this.store.withLocked(callId, (now, moment) => this.absent(now, providerCallId, moment));
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
