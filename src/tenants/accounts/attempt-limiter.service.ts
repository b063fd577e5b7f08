import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { RateLimited } from '../../platform/errors/domain-error';
import { RedisConnections } from '../../platform/pubsub/redis.service';
import { ATTEMPT_WINDOW_MS, type AttemptCounter, type AttemptSubject, countersOf, windowOf } from './attempt-counters';

const MAX_LOCAL_COUNTERS = 10_000;

/** Where an attempt was counted, and whether a limit is passed. */
interface Tally {
  readonly counters: readonly AttemptCounter[];
  readonly place: 'REDIS' | 'HERE';
  readonly isOver: boolean;
}

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
   * Counts an attempt before it is made, so that parallel ones count too. Call what it returns when the attempt succeeded. One
   * address alone cannot shut an account: the account counts only what the limits of the address let through.
   * @throws RateLimited until the end of the window once a limit is passed.
   */
  async begin(subject: AttemptSubject): Promise<() => Promise<void>> {
    const now = this.clock.now();
    const window = windowOf(now);
    const { caller, account } = countersOf(subject, this.config.auth.secretKey, window.number);
    const counted: Tally[] = [];
    for (const counters of [caller, account]) {
      const tally = await this.count(counters);
      counted.push(tally);
      if (!tally.isOver) continue;
      this.logger.warn('password attempts are refused for a while', { event: 'too-many-attempts' });
      throw new RateLimited(Math.max(1, Math.ceil((window.endsAt.getTime() - now.getTime()) / 1_000)));
    }
    return async () => {
      await Promise.all(counted.map((tally) => this.forgive(tally)));
    };
  }

  private async count(counters: readonly AttemptCounter[]): Promise<Tally> {
    try {
      const batch = this.redis.commands.multi();
      for (const { key } of counters) batch.incr(this.named(key)).pexpire(this.named(key), ATTEMPT_WINDOW_MS);
      const replies = (await batch.exec()) ?? [];
      const counts = counters.map((_, index) => Number(replies[index * 2]?.[1]));
      return { counters, place: 'REDIS', isOver: isOver(counters, counts) };
    } catch (error) {
      this.logger.warn('attempts are counted in this process only', error);
      const counts = counters.map(({ key }) => this.addHere(key, 1));
      return { counters, place: 'HERE', isOver: isOver(counters, counts) };
    }
  }

  /** Takes an attempt back where it was counted, and nowhere else. */
  private async forgive({ counters, place }: Tally): Promise<void> {
    if (place === 'HERE') {
      for (const { key, forgiven } of counters) {
        if (forgiven) this.local.delete(key);
        else this.addHere(key, -1);
      }
      return;
    }
    try {
      const batch = this.redis.commands.multi();
      for (const { key, forgiven } of counters) {
        if (forgiven) batch.del(this.named(key));
        // Redis may have lost the key since, and then makes it anew, without an end.
        else batch.decr(this.named(key)).pexpire(this.named(key), ATTEMPT_WINDOW_MS);
      }
      await batch.exec();
    } catch (error) {
      this.logger.warn('an attempt stays counted although it succeeded', error);
    }
  }

  private addHere(key: string, by: 1 | -1): number {
    if (!this.local.has(key) && this.local.size >= MAX_LOCAL_COUNTERS) this.local.clear();
    const count = Math.max(0, (this.local.get(key) ?? 0) + by);
    this.local.set(key, count);
    return count;
  }

  private named(key: string): string {
    return `${this.config.redis.prefix}:${key}`;
  }
}

function isOver(counters: readonly AttemptCounter[], counts: readonly number[]): boolean {
  return counters.some(({ limit }, index) => (counts[index] ?? 0) > limit);
}
