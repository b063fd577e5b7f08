import { Injectable, Logger } from '@nestjs/common';
import { monotonicMs } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { RedisConnections } from '../../platform/pubsub/redis.service';

/** A queue is believed to be as long as it was said to be, less the time gone by; after an hour it is forgotten. */
const FORGET_MS = 3_600_000;

/** When the queue is empty, by the clock of Redis, unless it is known to be empty later. The first answer is the milliseconds left. */
const LEFT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
return math.max(0, tonumber(redis.call('GET', KEYS[1]) or '0') - now)
`;
const SAID = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('SET', KEYS[1], now + tonumber(ARGV[1]), 'PX', ${FORGET_MS})
`;

/**
 * How long each carrier account lets new calls wait before it dials them, as it said of the last one. Shared by all workers through
 * Redis; without it each process knows what it was told itself.
 */
@Injectable()
export class CarrierQueue {
  private readonly logger = new Logger(CarrierQueue.name);
  private readonly emptyAt = new Map<string, number>();

  constructor(
    private readonly config: AppConfig,
    private readonly redis: RedisConnections,
  ) {}

  /** Milliseconds a call asked for now would wait; 0 when nothing is known. */
  async waitMs(account: string): Promise<number> {
    const shared = await this.inRedis(LEFT, account, []);
    const own = Math.max(0, (this.emptyAt.get(account) ?? 0) - monotonicMs());
    return shared === undefined ? own : Number(shared);
  }

  /** What the carrier said of a call it has just accepted. */
  async remember(account: string, queueMs: number): Promise<void> {
    const capped = Math.min(queueMs, FORGET_MS);
    // Nothing to tell, and nothing told before that could still hold: the usual case costs nothing.
    if (capped === 0 && (this.emptyAt.get(account) ?? 0) <= monotonicMs()) return;
    this.emptyAt.set(account, monotonicMs() + capped);
    await this.inRedis(SAID, account, [capped]);
  }

  /** Undefined while there is no Redis. */
  private async inRedis(script: string, account: string, given: readonly number[]): Promise<unknown> {
    try {
      return await this.redis.commands.eval(
        script,
        1,
        `${this.config.redis.prefix}:carrier-queue:${account}`,
        ...given,
      );
    } catch (error) {
      this.logger.debug(
        { reason: error instanceof Error ? error.message : 'unknown' },
        'what the carrier says of its queue is kept in this process',
      );
      return undefined;
    }
  }
}
