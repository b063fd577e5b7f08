import { Injectable, Logger } from '@nestjs/common';
import { monotonicMs } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { RedisConnections } from '../../platform/pubsub/redis.service';

/** Reserves the next free start of the account; answers the milliseconds until then, or -1 when that is too far away. */
const RESERVE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local start = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now - tonumber(ARGV[2]))
if start - now > tonumber(ARGV[3]) then return -1 end
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

/**
 * Calls started per second on the carrier account, shared by all workers through Redis (generic cell rate algorithm). Twilio
 * queues what comes faster and may ring it minutes later, outside the window. Without Redis each process keeps the rate alone.
 */
@Injectable()
export class CarrierRate {
  private readonly logger = new Logger(CarrierRate.name);
  private localDue = 0;

  constructor(
    private readonly config: AppConfig,
    private readonly redis: RedisConnections,
  ) {}

  /** Waits for this call's turn on the account; false when that would take longer than `maxWaitMs`. */
  async waitForTurn(account: string, maxWaitMs: number): Promise<boolean> {
    const waitMs = await this.reserve(account, 1_000 / this.config.dialing.callsPerSecond, maxWaitMs);
    if (waitMs < 0) return false;
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    return true;
  }

  /** The carrier refused for being asked too often: nobody asks again for a while, and the calls that wait go on waiting. */
  async slowDown(account: string): Promise<void> {
    this.localDue = Math.max(this.localDue, monotonicMs() + REST_MS);
    await this.inRedis(HOLD_OFF, account, [REST_MS]);
  }

  private async reserve(account: string, gapMs: number, maxWaitMs: number): Promise<number> {
    const waitMs = await this.inRedis(RESERVE, account, [gapMs, BURST_MS, maxWaitMs]);
    return waitMs === undefined ? this.reserveLocally(gapMs, maxWaitMs) : Number(waitMs);
  }

  /** Undefined while there is no Redis. */
  private async inRedis(script: string, account: string, given: readonly number[]): Promise<unknown> {
    try {
      return await this.redis.commands.eval(script, 1, `${this.config.redis.prefix}:carrier-rate:${account}`, ...given);
    } catch (error) {
      this.logger.debug(
        { reason: error instanceof Error ? error.message : 'unknown' },
        'rate tokens are kept in this process',
      );
      return undefined;
    }
  }

  private reserveLocally(gapMs: number, maxWaitMs: number): number {
    const now = monotonicMs();
    const start = Math.max(this.localDue, now - BURST_MS);
    if (start - now > maxWaitMs) return -1;
    this.localDue = start + gapMs;
    return Math.max(0, Math.ceil(start - now));
  }
}
