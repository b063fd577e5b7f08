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

  const counterKeys = (): Promise<string[]> =>
    app.get(RedisConnections).commands.keys(`${app.config.redis.prefix}:attempts:*`);

  async function forgetCounters(): Promise<void> {
    const keys = await counterKeys();
    if (keys.length > 0) await app.get(RedisConnections).commands.del(...keys);
  }

  async function countersWithoutEnd(): Promise<string[]> {
    const { commands } = app.get(RedisConnections);
    const keys = await counterKeys();
    const left = await Promise.all(keys.map((key) => commands.pttl(key)));
    return keys.filter((_, index) => (left[index] ?? 0) < 0);
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

  it('lets no single address use up what an account allows', async () => {
    expect(await passed(150, () => ({ email: 'g@x.test', address: '192.0.2.5' }))).toBe(10);
    expect(await passed(150, (i) => ({ email: 'g@x.test', address: `192.0.3.${i}` }))).toBe(90);
  });

  it('takes the same address in another spelling for the same', async () => {
    const spellings = ['D@x.test ', 'd@X.test'];
    expect(await passed(12, (i) => ({ email: spellings[i % 2] ?? '', address: '192.0.2.2' }))).toBe(10);
  });

  it('keeps no address in Redis, and forgets by itself', async () => {
    const keys = await counterKeys();
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => /@|192\.|203\./.test(key))).toEqual([]);
    expect(await countersWithoutEnd()).toEqual([]);
  });

  it('leaves no counter behind for ever when Redis lost it before the attempt succeeded', async () => {
    const succeeded = await limiter.begin({ email: 'h@x.test', address: '192.0.2.6' });
    await forgetCounters();
    await succeeded();
    expect(await countersWithoutEnd()).toEqual([]);
  });

  describe('while Redis is away', () => {
    beforeEach(async () => {
      const { commands } = app.get(RedisConnections);
      await forgetCounters();
      const ended = once(commands, 'end');
      commands.disconnect();
      await ended;
    });

    afterEach(() => reconnect());

    async function reconnect(): Promise<void> {
      const { commands } = app.get(RedisConnections);
      if (commands.status !== 'ready') await commands.connect();
    }

    it('holds, process by process', async () => {
      expect(await passed(15, () => ({ email: 'e@x.test', address: '192.0.2.3' }))).toBe(10);
    });

    it('forgives one attempt of the address for one success, not all of them', async () => {
      const address = '192.0.2.4';
      expect(await passed(199, (i) => ({ email: `i${i}@x.test`, address }))).toBe(199);
      const succeeded = await limiter.begin({ email: 'own@x.test', address });
      await succeeded();
      expect(await passed(5, (i) => ({ email: `j${i}@x.test`, address }))).toBe(1);
    });

    it('takes an attempt back where it was counted, though Redis is there again', async () => {
      const succeeded = await limiter.begin({ email: 'f@x.test', address: '192.0.2.7' });
      await reconnect();
      await succeeded();
      expect(await counterKeys()).toEqual([]);
    });
  });
});
