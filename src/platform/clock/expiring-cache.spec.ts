import { Clock } from './clock';
import { ExpiringCache } from './expiring-cache';

class HandClock extends Clock {
  constructor(private ms = 0) {
    super();
  }

  now(): Date {
    return new Date(this.ms);
  }

  advance(ms: number): void {
    this.ms += ms;
  }
}

describe('ExpiringCache', () => {
  const clock = new HandClock();
  let cache: ExpiringCache<number>;
  let asked: number;
  const ask = async (): Promise<number> => ++asked;

  beforeEach(() => {
    asked = 0;
    cache = new ExpiringCache(clock, { ttlMs: 5_000, maxEntries: 2 });
  });

  it('asks once until the answer is too old', async () => {
    expect(await cache.get('a', ask)).toBe(1);
    clock.advance(4_999);
    expect(await cache.get('a', ask)).toBe(1);
    clock.advance(1);
    expect(await cache.get('a', ask)).toBe(2);
  });

  it('asks once for callers at the same time', async () => {
    expect(await Promise.all([cache.get('a', ask), cache.get('a', ask)])).toEqual([1, 1]);
  });

  it('forgets the oldest when full', async () => {
    for (const key of ['a', 'b', 'c']) await cache.get(key, ask);
    expect(await cache.get('b', ask)).toBe(2);
    expect(await cache.get('a', ask)).toBe(4);
  });

  it('does not remember a failure', async () => {
    await expect(cache.get('a', () => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer');
    expect(await cache.get('a', ask)).toBe(1);
  });
});
