import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { type CallSnapshot, Carrier } from '../../voice/carrier.port';
import { CarrierUnavailable } from '../../voice/voice.errors';
import type { Call } from '../call.entity';
import { CallStore } from '../call-store.service';
import { CarrierQueue } from '../placing/carrier-queue';
import type { LookSettings, Sighting } from './unknown-call';

/** Carrier clocks and ours may differ; a call may be listed as created slightly before we asked. */
const CLOCK_TOLERANCE_MS = 60_000;

/** A request may be under way for so long where no carrier is configured. */
const REQUEST_MS = 10_000;

/** The carrier's list of calls between two numbers; null when the carrier did not answer. */
export interface ListTaken {
  readonly calls: readonly CallSnapshot[] | null;
  /** When it was asked for: what happened since is not in it, however late it is read. */
  readonly askedAt: Date;
}

/** Looks for a call in the carrier's list by its numbers and its time: nothing in the list names an attempt. */
@Injectable()
export class CarrierLook {
  readonly settings: LookSettings;

  constructor(
    private readonly carrier: Carrier,
    private readonly store: CallStore,
    private readonly clock: Clock,
    private readonly queue: CarrierQueue,
    config: AppConfig,
  ) {
    const { settleMs, confirmMs } = config.dialing;
    this.settings = { settleMs, confirmMs, requestMs: config.twilio?.timeoutMs ?? REQUEST_MS };
  }

  async take(call: Call): Promise<ListTaken> {
    const askedAt = this.clock.now();
    try {
      const since = new Date(earliestOf(call));
      return { calls: await this.carrier.findCalls({ to: call.phone, from: call.fromNumber, since }), askedAt };
    } catch (error) {
      if (error instanceof CarrierUnavailable) return { calls: null, askedAt };
      throw error;
    }
  }

  /** From when on the carrier's queue holds no call it had taken by now; null when nothing is known of it. */
  async queueEmptyFrom(): Promise<Date | null> {
    return this.carrier.isConfigured() ? this.queue.emptyFrom(this.carrier.account, this.clock.now()) : null;
  }

  /**
   * A listed call that no attempt owns is this one: a tenant has at most one live call to a phone. Another tenant may have one as
   * well, over the same account; while its own is not known, a listed call may be that one, and nothing is decided.
   */
  async sight(
    call: Call,
    { calls }: ListTaken,
    moment: Date,
  ): Promise<{ sighting: Exclude<Sighting, 'FOUND'> } | { sighting: 'FOUND'; found: CallSnapshot }> {
    if (!calls) return { sighting: 'UNASKED' };
    const recent = calls.filter((candidate) => candidate.createdAt.getTime() >= earliestOf(call));
    if (recent.length === 0) return { sighting: 'MISSING' };
    const ids = recent.map((candidate) => candidate.providerCallId);
    const delays = { requestMs: this.settings.requestMs, queueEmptyFrom: await this.queueEmptyFrom() };
    const { owned, isContested } = await this.store.claimsBeside(call, ids, { moment, ...delays });
    const found = recent.find((candidate) => !owned.has(candidate.providerCallId));
    if (!found) return { sighting: 'MISSING' };
    return isContested ? { sighting: 'CONTESTED' } : { sighting: 'FOUND', found };
  }
}

function earliestOf({ dialStartedAt }: Call): number {
  return (dialStartedAt?.getTime() ?? 0) - CLOCK_TOLERANCE_MS;
}
