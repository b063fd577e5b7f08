import { Injectable, Logger } from '@nestjs/common';
import { monotonicMs } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { RedisConnections } from '../../platform/pubsub/redis.service';
import type { PlaceCallResult } from '../../voice/carrier.port';
import type { RequestMade } from '../carrier-standing/account-rules';
import { AccountStarts } from '../carrier-standing/account-starts.service';
import { type Admission, CarrierStanding } from '../carrier-standing/carrier-standing.service';

/** Reserves the next free start of the account; answers the milliseconds until then, or how far away it is as a negative number. */
const RESERVE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local start = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now - tonumber(ARGV[2]))
if start - now > tonumber(ARGV[3]) then return math.floor(now - start) end
redis.call('SET', KEYS[1], start + tonumber(ARGV[1]), 'PX', 60000)
return math.max(0, math.ceil(start - now))
`;

/** Moves the next free start at least this far away; refusals that arrive together do not add up. */
const HOLD_OFF = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('SET', KEYS[1], math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now + tonumber(ARGV[1])), 'PX', 60000)
`;

/** How long the account rests when the carrier says that it was asked too often. */
const REST_MS = 5_000;

/** Starts that may catch up after a pause, as time. */
const BURST_MS = 250;

/** A call that is not urgent takes a start at most this far ahead: an urgent one that comes later goes first. */
const NEAR_MS = 50;
/** Between two looks at how far away the next start is. */
const SHORTEST_NAP_MS = 20;
const LONGEST_NAP_MS = 250;

/**
 * Whether and when a call may be started on the carrier account, for all workers together: not while the carrier takes none, and as
 * many per second as it stands, kept in Redis (generic cell rate algorithm). Twilio queues what comes faster and may ring it minutes
 * later, outside the window. Without Redis the starts are kept in PostgreSQL: slower to ask, and no faster to dial.
 */
@Injectable()
export class CarrierRate {
  private readonly logger = new Logger(CarrierRate.name);

  constructor(
    private readonly config: AppConfig,
    private readonly redis: RedisConnections,
    private readonly standing: CarrierStanding,
    private readonly starts: AccountStarts,
  ) {}

  /**
   * Waits for this call's turn on the account; NO when that would take longer than `maxWaitMs`, or when the carrier takes no calls. HOT
   * calls go before those that wait. Whoever is let in AS_TRIAL says when the call is done with (`endTrial`).
   */
  async waitForTurn(account: string, maxWaitMs: number, lane: 'HOT' | 'NORMAL' = 'NORMAL'): Promise<Admission> {
    const { state, callsPerSecond } = await this.standing.of(account);
    if (state === 'OPEN') return 'NO';
    if (state === 'CLOSED' && !(await this.waitForStart(account, 1_000 / callsPerSecond, maxWaitMs, lane))) return 'NO';
    // The account may have been given up while this call waited.
    return this.standing.admit(account);
  }

  endTrial(account: string): Promise<void> {
    return this.standing.endTrial(account);
  }

  /** What the answer to a request says about the account. Asked too often, nobody asks for a while; the calls that wait go on waiting. */
  async learn(account: string, result: PlaceCallResult, request: RequestMade): Promise<void> {
    if (result.kind === 'REFUSED' && result.cause === 'RATE_LIMITED') await this.rest(account);
    await this.standing.record(account, result, request);
  }

  private async rest(account: string): Promise<void> {
    await this.inRedis(HOLD_OFF, account, [REST_MS]);
    await this.starts
      .holdOff(account, REST_MS)
      .catch((error: unknown) => this.logger.warn('the rest of the account is kept in Redis alone', error));
  }

  private async waitForStart(
    account: string,
    gapMs: number,
    maxWaitMs: number,
    lane: 'HOT' | 'NORMAL',
  ): Promise<boolean> {
    const endMs = monotonicMs() + maxWaitMs;
    for (;;) {
      const left = endMs - monotonicMs();
      const ahead = lane === 'HOT' ? left : Math.min(left, NEAR_MS);
      const waitMs = await this.reserve(account, gapMs, Math.max(0, ahead));
      if (waitMs >= 0) {
        await nap(waitMs);
        return true;
      }
      if (-waitMs > left) return false;
      await nap(Math.min(LONGEST_NAP_MS, Math.max(SHORTEST_NAP_MS, -waitMs - ahead)));
    }
  }

  /** Milliseconds until the start taken; negative, and nothing taken, when the next is further away than `maxWaitMs`. */
  private async reserve(account: string, gapMs: number, maxWaitMs: number): Promise<number> {
    const waitMs = await this.inRedis(RESERVE, account, [gapMs, BURST_MS, maxWaitMs]);
    return waitMs === undefined
      ? this.starts.reserve(account, { gapMs, burstMs: BURST_MS, maxWaitMs })
      : Number(waitMs);
  }

  /** Undefined while there is no Redis. */
  private async inRedis(script: string, account: string, given: readonly number[]): Promise<unknown> {
    try {
      return await this.redis.commands.eval(script, 1, `${this.config.redis.prefix}:carrier-rate:${account}`, ...given);
    } catch (error) {
      this.logger.debug(
        { reason: error instanceof Error ? error.message : 'unknown' },
        'rate tokens are kept in PostgreSQL',
      );
      return undefined;
    }
  }
}

async function nap(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
