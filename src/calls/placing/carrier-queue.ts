import { Injectable, Logger } from '@nestjs/common';
import { monotonicMs } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { RedisConnections } from '../../platform/pubsub/redis.service';

/** A queue is believed to be as long as it was said to be, an hour at most, and less the time gone by; an hour after its end it is forgotten. */
const FORGET_MS = 3_600_000;

/** Milliseconds until the queue is empty, by the clock of Redis; negative when it was, null when nothing is known. */
const LEFT = `
local empty = redis.call('GET', KEYS[1])
if not empty then return nil end
local time = redis.call('TIME')
return tonumber(empty) - (time[1] * 1000 + math.floor(time[2] / 1000))
`;
/** When it is empty, unless it is known to be empty later: answers overtake each other, and who came first waits less. */
const SAID = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local empty = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now + tonumber(ARGV[1]))
redis.call('SET', KEYS[1], empty, 'PX', empty - now + ${FORGET_MS})
`;

/**
 * How long each carrier account lets new calls wait before it dials them, by the longest it has said. Shared by all workers through
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
    return Math.max(0, (await this.leftMs(account)) ?? 0);
  }

  /** From when on all that had been accepted before `moment` has left the queue; null when nothing is known. */
  async emptyFrom(account: string, moment: Date): Promise<Date | null> {
    const leftMs = await this.leftMs(account);
    return leftMs === null ? null : new Date(moment.getTime() + leftMs);
  }

  /** What the carrier said of a call it has just accepted. */
  async remember(account: string, queueMs: number): Promise<void> {
    // Nothing to tell: the usual case costs nothing.
    if (queueMs === 0) return;
    const capped = Math.min(queueMs, FORGET_MS);
    this.emptyAt.set(account, Math.max(this.emptyAt.get(account) ?? 0, monotonicMs() + capped));
    await this.inRedis(SAID, account, [capped]);
  }

  /** Until the queue is empty; negative when it was, null when nothing is known. */
  private async leftMs(account: string): Promise<number | null> {
    const shared = await this.inRedis(LEFT, account, []);
    if (shared !== undefined) return shared === null ? null : Number(shared);
    const own = this.emptyAt.get(account);
    return own === undefined ? null : own - monotonicMs();
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
