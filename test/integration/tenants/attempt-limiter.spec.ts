import { RedisConnections } from '../../../src/platform/pubsub/redis.service';
import { AccountsModule } from '../../../src/tenants/accounts/accounts.module';
import { AttemptLimiter } from '../../../src/tenants/accounts/attempt-limiter.service';
import { startTestApp, type TestApp } from '../../support/test-app';

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
    const outcomes = await Promise.allSettled(Array.from({ length: count }, (_, i) => limiter.begin(subject(i))));
    return outcomes.filter(({ status }) => status === 'fulfilled').length;
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
    commands.disconnect();
    expect(await passed(15, () => ({ email: 'e@x.test', address: '192.0.2.3' }))).toBe(10);
    const succeeded = await limiter.begin({ email: 'f@x.test', address: '192.0.2.4' });
    await expect(succeeded()).resolves.toBeUndefined();
  });
});
