import type { Clock } from './clock';

interface Entry<V> {
  readonly value: Promise<V>;
  /** Milliseconds since 1970. */
  readonly goodUntil: number;
}

export interface CacheLimits {
  readonly ttlMs: number;
  readonly maxEntries: number;
}

/**
 * Answers of a slow question, remembered for a short while. Callers who ask at the same time share one question; the age of an
 * answer counts from when it was asked, and a failure is not remembered.
 */
export class ExpiringCache<V> {
  private readonly entries = new Map<string, Entry<V>>();

  constructor(
    private readonly clock: Clock,
    private readonly limits: CacheLimits,
  ) {}

  async get(key: string, ask: () => Promise<V>): Promise<V> {
    const now = this.clock.now().getTime();
    const known = this.entries.get(key);
    if (known && known.goodUntil > now) return known.value;
    const entry: Entry<V> = { value: ask(), goodUntil: now + this.limits.ttlMs };
    this.remember(key, entry);
    try {
      return await entry.value;
    } catch (error) {
      if (this.entries.get(key) === entry) this.entries.delete(key);
      throw error;
    }
  }

  /** Oldest out first. */
  private remember(key: string, entry: Entry<V>): void {
    this.entries.delete(key);
    this.entries.set(key, entry);
    if (this.entries.size <= this.limits.maxEntries) return;
    const [oldest] = this.entries.keys();
    if (oldest !== undefined) this.entries.delete(oldest);
  }
}
