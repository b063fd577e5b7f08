import { CarrierQueue } from '../../../src/calls/placing/carrier-queue';
import { AppConfig } from '../../../src/platform/config/config';
import { RedisConnections } from '../../../src/platform/pubsub/redis.service';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';

const ACCOUNT = 'AC-queue';
const MINUTE = 60_000;
const SLOW = 30_000;

describe('what is known of the queue of a carrier account', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  beforeEach(() => app.get(RedisConnections).commands.del(`${app.config.redis.prefix}:carrier-queue:${ACCOUNT}`));
  afterEach(() => jest.restoreAllMocks());

  const worker = () => new CarrierQueue(app.get(AppConfig), app.get(RedisConnections));
  const withoutRedis = () =>
    jest.spyOn(app.get(RedisConnections).commands, 'eval').mockRejectedValue(new Error('gone'));

  it.each<[string, () => unknown]>([
    ['with Redis', () => undefined],
    ['without Redis', withoutRedis],
  ])('is the longest wait anybody was told of, %s', async (_, given) => {
    given();
    const queue = worker();
    expect(await queue.waitMs(ACCOUNT)).toBe(0);
    expect(await queue.emptyFrom(ACCOUNT, app.clock.now())).toBeNull();
    await queue.remember(ACCOUNT, 5 * MINUTE);
    for (const overtaken of [MINUTE, 0]) await queue.remember(ACCOUNT, overtaken);
    expect(await queue.waitMs(ACCOUNT)).toBeGreaterThan(5 * MINUTE - SLOW);
  });

  it('is the same for all workers, and an account’s own', async () => {
    await worker().remember(ACCOUNT, 5 * MINUTE);
    await worker().remember(ACCOUNT, MINUTE);
    expect(await worker().waitMs(ACCOUNT)).toBeGreaterThan(5 * MINUTE - SLOW);
    expect(await worker().waitMs('AC-other')).toBe(0);
  });

  it('keeps the moment it was empty when that has come', async () => {
    const { commands } = app.get(RedisConnections);
    const key = `${app.config.redis.prefix}:carrier-queue:${ACCOUNT}`;
    await worker().remember(ACCOUNT, MINUTE);
    expect(await commands.pttl(key)).toBeGreaterThan(60 * MINUTE);
    const [seconds] = await commands.time();
    await commands.set(key, (Number(seconds) - 600) * 1_000);
    const moment = app.clock.now();
    expect(await worker().waitMs(ACCOUNT)).toBe(0);
    const from = await worker().emptyFrom(ACCOUNT, moment);
    expect(from?.getTime()).toBeLessThanOrEqual(moment.getTime() - 600_000);
  });
});
