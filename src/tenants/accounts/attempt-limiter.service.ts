import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { RateLimited } from '../../platform/errors/domain-error';
import { RedisConnections } from '../../platform/pubsub/redis.service';
import { ATTEMPT_WINDOW_MS, type AttemptCounter, type AttemptSubject, countersOf, windowOf } from './attempt-counters';

const MAX_LOCAL_COUNTERS = 10_000;

/**
 * Slows down guessing at passwords. Counts in Redis for all processes together; while Redis is away each process counts for
 * itself, so sign-in neither fails nor goes unwatched.
 */
@Injectable()
export class AttemptLimiter {
  private readonly logger = new Logger(AttemptLimiter.name);
  private readonly local = new Map<string, number>();

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly redis: RedisConnections,
  ) {}

  /**
   * Counts an attempt before it is made, so that parallel ones count too. Call what it returns when the attempt succeeded.
   * @throws RateLimited until the end of the window once a limit is passed.
   */
  async begin(subject: AttemptSubject): Promise<() => Promise<void>> {
    const now = this.clock.now();
    const window = windowOf(now);
    const counters = countersOf(subject, this.config.auth.secretKey, window.number);
    const counts = await this.count(counters);
    if (counters.some(({ limit }, index) => (counts[index] ?? 0) > limit)) {
      this.logger.warn({ event: 'too-many-attempts' }, 'password attempts are refused for a while');
      throw new RateLimited(Math.max(1, Math.ceil((window.endsAt.getTime() - now.getTime()) / 1_000)));
    }
    return () => this.forgive(counters);
  }

  private async count(counters: readonly AttemptCounter[]): Promise<number[]> {
    try {
      const batch = this.redis.commands.multi();
      for (const { key } of counters) batch.incr(this.named(key)).pexpire(this.named(key), ATTEMPT_WINDOW_MS);
      const replies = (await batch.exec()) ?? [];
      return counters.map((_, index) => Number(replies[index * 2]?.[1]));
    } catch (error) {
      this.logger.warn({ reason: reasonOf(error) }, 'attempts are counted in this process only');
      return counters.map(({ key }) => this.countHere(key));
    }
  }

  private async forgive(counters: readonly AttemptCounter[]): Promise<void> {
    for (const { key } of counters) this.local.delete(key);
    try {
      const batch = this.redis.commands.multi();
      for (const { key, forgiven } of counters) {
        if (forgiven) batch.del(this.named(key));
        else batch.decr(this.named(key));
      }
      await batch.exec();
    } catch (error) {
      this.logger.warn({ reason: reasonOf(error) }, 'an attempt stays counted although it succeeded');
    }
  }

  private countHere(key: string): number {
    if (this.local.size >= MAX_LOCAL_COUNTERS) this.local.clear();
    const count = (this.local.get(key) ?? 0) + 1;
    this.local.set(key, count);
    return count;
  }

  private named(key: string): string {
    return `${this.config.redis.prefix}:${key}`;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
