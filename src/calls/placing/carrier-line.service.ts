import { Injectable } from '@nestjs/common';
import type { DialPermission } from '../../compliance/dial-permission';
import { AppConfig } from '../../platform/config/config';
import { Carrier, type PlaceCallResult } from '../../voice/carrier.port';
import type { Call, CallLane } from '../call.entity';
import { CarrierQueue } from './carrier-queue';
import { CarrierRate } from './carrier-rate';

/** A request may be under way for so long where no carrier is configured. */
const REQUEST_MS = 10_000;

/** The way to the carrier: when it may be asked, how long it takes, and what its answers say about the account. */
@Injectable()
export class CarrierLine {
  constructor(
    private readonly carrier: Carrier,
    private readonly rate: CarrierRate,
    private readonly queue: CarrierQueue,
    private readonly config: AppConfig,
  ) {}

  /**
   * Runs `dial` when it is its turn on the account; not at all when that would take longer, or the carrier takes no calls. A trial of the
   * account that came to no request is given to the next.
   */
  async inTurn(maxWaitMs: number, lane: CallLane, dial: () => Promise<void>): Promise<void> {
    if (!this.carrier.isConfigured()) return dial();
    const { account } = this.carrier;
    const turn = await this.rate.waitForTurn(account, maxWaitMs, lane);
    if (turn === 'NO') return;
    try {
      await dial();
    } finally {
      if (turn === 'AS_TRIAL') await this.rate.endTrial(account);
    }
  }

  /** How long a call asked for now would wait at the carrier, and its request be under way, in milliseconds. */
  async delays(): Promise<{ queueMs: number; requestMs: number }> {
    const queueMs = this.carrier.isConfigured() ? await this.queue.waitMs(this.carrier.account) : 0;
    return { queueMs, requestMs: this.config.twilio?.timeoutMs ?? REQUEST_MS };
  }

  /** Asks the carrier, once. @throws PermissionMismatch */
  place(call: Call, permission: DialPermission): Promise<PlaceCallResult> {
    return this.carrier.placeCall(
      {
        callId: call.id,
        tenantId: call.tenantId,
        to: call.phone,
        from: call.fromNumber,
        ringTimeoutSeconds: call.ringTimeoutSeconds,
        maxCallSeconds: call.maxCallSeconds,
      },
      permission,
    );
  }

  learn({ dialStartedAt }: Call, result: PlaceCallResult): Promise<void> {
    return this.learnOf(dialStartedAt, result);
  }

  /** What the answer to any request of the account says about it. */
  async learnOf(askedAt: Date | null, result: PlaceCallResult): Promise<void> {
    await this.rate.learn(this.carrier.account, result, { askedAt });
    if (result.kind === 'ACCEPTED') await this.queue.remember(this.carrier.account, result.queueMs ?? 0);
  }

  /** Stops a phone that must not ring any more; a conversation goes on. @throws CarrierUnavailable */
  async stop(providerCallId: string): Promise<void> {
    await this.carrier.cancel(providerCallId);
  }
}
