import { once } from 'node:events';
import { RedisConnections } from '../../../src/platform/pubsub/redis.service';
import { AccountsModule } from '../../../src/tenants/accounts/accounts.module';
import { AttemptLimiter } from '../../../src/tenants/accounts/attempt-limiter.service';
import { startTestApp, type TestApp } from '../../support/test-app';

const AT_ONCE = 10;

describe('the limit on password attempts', () => {
  let app: TestApp;
  let limiter: AttemptLimiter;

  beforeAll(async () => {
    app = await startTestApp({ imports: [AccountsModule] });
    limiter = app.get(AttemptLimiter);
  });

  afterAll(async () => app?.close());

  /** How many of `count` attempts are let through. */
  async function passed(count: number, subject: (i: number) => { email: string; address: string }): Promise<number> {
    let through = 0;
    // A few at a time: a burst on a slow machine would run into the time limit of Redis commands instead of ours.
    for (let next = 0; next < count; next += AT_ONCE) {
      const batch = Array.from({ length: Math.min(AT_ONCE, count - next) }, (_, i) => limiter.begin(subject(next + i)));
      const outcomes = await Promise.allSettled(batch);
      through += outcomes.filter(({ status }) => status === 'fulfilled').length;
    }
    return through;
  }

  it('allows ten from one address for one account', async () => {
    expect(await passed(15, () => ({ email: 'a@x.test', address: '192.0.2.1' }))).toBe(10);
  });

  it('allows a hundred for one account from anywhere', async () => {
    expect(await passed(120, (i) => ({ email: 'b@x.test', address: `198.51.100.${i}` }))).toBe(100);
  });

  it('allows two hundred from one address for any accounts', async () => {
    expect(await passed(220, (i) => ({ email: `c${i}@x.test`, address: '203.0.113.1' }))).toBe(200);
  });

  it('takes the same address in another spelling for the same', async () => {
    const spellings = ['D@x.test ', 'd@X.test'];
    expect(await passed(12, (i) => ({ email: spellings[i % 2] ?? '', address: '192.0.2.2' }))).toBe(10);
  });

  it('keeps no address in Redis, and forgets by itself', async () => {
    const { commands } = app.get(RedisConnections);
    const keys = await commands.keys(`${app.config.redis.prefix}:attempts:*`);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => /@|192\.|203\./.test(key))).toEqual([]);
    for (const key of keys.slice(0, 20)) expect(await commands.pttl(key)).toBeGreaterThan(0);
  });

  it('holds, process by process, while Redis is away', async () => {
    const { commands } = app.get(RedisConnections);
    const ended = once(commands, 'end');
    commands.disconnect();
    await ended;
    expect(await passed(15, () => ({ email: 'e@x.test', address: '192.0.2.3' }))).toBe(10);
    const succeeded = await limiter.begin({ email: 'f@x.test', address: '192.0.2.4' });
    await expect(succeeded()).resolves.toBeUndefined();
    await commands.connect();
  });
});
