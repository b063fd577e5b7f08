import { CallPlacer } from '../../../src/calls/placing/call-placer.service';
import { CarrierRate } from '../../../src/calls/placing/carrier-rate';
import { AccountStarts } from '../../../src/calls/carrier-standing/account-starts.service';
import { AccountStore } from '../../../src/calls/carrier-standing/account-store.service';
import { CarrierStanding } from '../../../src/calls/carrier-standing/carrier-standing.service';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { PacingBell } from '../../../src/campaigns/dialing/pacing-bell.service';
import { AlertListener } from '../../../src/campaigns/health/alert.listener';
import { DialingAlerts } from '../../../src/campaigns/health/dialing-alerts.service';
import { Clock } from '../../../src/platform/clock/clock';
import { AppConfig } from '../../../src/platform/config/config';
import { RedisConnections } from '../../../src/platform/pubsub/redis.service';
import type { PlaceCallResult } from '../../../src/voice/carrier.port';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';

const refused = (cause: 'ACCOUNT' | 'CONFIGURATION' | 'RATE_LIMITED'): PlaceCallResult => ({
  kind: 'REFUSED',
  outcome: 'FAILED',
  cause,
});
const numbers = (count: number): string[] => Array.from({ length: count }, (_, n) => newYorkNumber(n));

describe('the standing of the carrier account', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    app.clock.set('2026-07-07T18:00:00Z');
    app.carrier.placed.length = 0;
    app.carrier.answers.length = 0;
    await app.sql('delete from carrier_accounts');
    await app.get(RedisConnections).commands.del(rateKey());
  });
  afterEach(() => jest.restoreAllMocks());

  const rateKey = () => `${app.config.redis.prefix}:carrier-rate:${app.carrier.account}`;
  /** One of another process: it keeps nothing of what this one knows. */
  const elsewhere = () => new CarrierStanding(app.get(AppConfig), app.get(Clock), app.get(AccountStore));
  const now = () => elsewhere().of(app.carrier.account);
  const pace = ({ tenantId, campaignId }: StagedCampaign) =>
    app.asTenant(tenantId, () => app.get(CampaignPacer).pace(campaignId));
  const place = ({ tenantId }: StagedCampaign, callId = '') =>
    app.asTenant(tenantId, () => app.get(CallPlacer).place(callId, 0));
  const record = (result: PlaceCallResult) =>
    elsewhere().record(app.carrier.account, result, { askedAt: app.clock.now() });
  const databaseMs = async () =>
    (await app.sql<{ ms: number }>('select (extract(epoch from clock_timestamp()) * 1000)::double precision as ms'))[0]
      ?.ms ?? 0;
  const statusOf = async (ids: readonly string[]) =>
    (await app.sql<{ status: string }>('select status from calls where id = any($1) order by id', [ids])).map(
      ({ status }) => status,
    );

  it('is good without a row, and a healthy account writes none', async () => {
    expect(await now()).toEqual({ state: 'CLOSED', callsPerSecond: app.config.dialing.callsPerSecond, retryAt: null });
    await record({ kind: 'ACCEPTED', providerCallId: 'CA1' });
    await record(refused('CONFIGURATION'));
    expect(await app.sql('select 1 from carrier_accounts')).toEqual([]);
  });

  it('holds what is claimed while the carrier takes no calls, for every company, and lets one call try', async () => {
    const [staged, other] = [await aCampaign(app, { phones: numbers(6) }), await aCampaign(app)];
    const claimed = await pace(staged);
    const [first, second, third, ...rest] = claimed;
    app.carrier.answers.push(...Array.from({ length: 3 }, () => () => refused('ACCOUNT')));
    for (const id of [first, second, third]) await place(staged, id);
    expect(await now()).toMatchObject({ state: 'OPEN' });
    expect(await pace(other)).toEqual([]);
    expect(await elsewhere().list()).toMatchObject([
      { account: app.carrier.account, standing: { state: 'OPEN', reason: 'REFUSED' } },
    ]);
    for (const id of rest) await place(staged, id);
    expect(app.carrier.placed).toHaveLength(3);
    expect(await statusOf(rest)).toEqual(rest.map(() => 'QUEUED'));
    expect(
      await app.sql('select max(attempts) as attempts from enrolments where tenant_id = $1', [staged.tenantId]),
    ).toEqual([{ attempts: 0 }]);
    app.clock.advance(20_000);
    expect(await now()).toMatchObject({ state: 'PROBING', retryAt: null });
    const trials = await Promise.all([1, 2, 3].map(() => elsewhere().admit(app.carrier.account)));
    expect([...trials].sort()).toEqual(['AS_TRIAL', 'NO', 'NO']);
    app.clock.advance(15_000); // that trial was never answered
    await new Promise((resolve) => setTimeout(resolve, 510)); // what this process has read is old
    await place(staged, rest[0]);
    expect(app.carrier.placed).toHaveLength(4);
    expect(await now()).toMatchObject({ state: 'CLOSED', retryAt: null });
    await place(staged, rest[1]);
    expect(app.carrier.placed).toHaveLength(5);
  });

  it('gives a trial back that asked nobody, so that the next call tries at once', async () => {
    const [gone, staged] = [await aCampaign(app), await aCampaign(app, { phones: numbers(2) })];
    const [[withdrawn], [next]] = [await pace(gone), await pace(staged)];
    for (let n = 0; n < 3; n++) await record(refused('ACCOUNT'));
    app.clock.advance(20_000);
    await new Promise((resolve) => setTimeout(resolve, 510)); // what this process has read is old
    await app.asTenant(gone.tenantId, () => app.get(CampaignsService).pause(gone.campaignId));
    await place(gone, withdrawn);
    expect(app.carrier.placed).toEqual([]);
    expect(await now()).toMatchObject({ state: 'PROBING', retryAt: null });
    await place(staged, next);
    expect(app.carrier.placed).toMatchObject([{ callId: next }]);
    expect(await now()).toMatchObject({ state: 'CLOSED' });
  });

  it('tells that the account was slowed down each time, once its rate was whole again', async () => {
    const { tenantId } = await aCampaign(app);
    const tooFast = () => record(refused('RATE_LIMITED'));
    const slowDowns = async () =>
      app.sql(
        "select 1 from outbox where name = 'carrier-account.changed' and tenant_id = $1 and payload->>'state' = 'SLOWED'",
        [tenantId],
      );
    await tooFast();
    app.clock.advance(10_000);
    await record({ kind: 'ACCEPTED', providerCallId: 'CA1' });
    await tooFast();
    expect(await slowDowns()).toHaveLength(1);
    app.clock.advance(100_000);
    await record({ kind: 'ACCEPTED', providerCallId: 'CA2' });
    await tooFast();
    expect(await slowDowns()).toHaveLength(2);
  });

  it('tells every company that calls somebody, and wakes its campaigns when it is over', async () => {
    const [staged, idle] = [await aCampaign(app), await aCampaign(app, { start: false })];
    for (let n = 0; n < 3; n++) await record(refused('ACCOUNT'));
    app.clock.advance(60_000);
    await elsewhere().admit(app.carrier.account);
    await record({ kind: 'ACCEPTED', providerCallId: 'CA1' });
    const facts = await app.sql<{ payload: { state: string; reason: string; since: string } }>(
      "select payload from outbox where name = 'carrier-account.changed' and tenant_id = $1 order by id",
      [staged.tenantId],
    );
    expect(facts.map(({ payload }) => payload.state)).toEqual(['DOWN', 'RECOVERED']);
    const wake = jest.spyOn(app.get(PacingBell), 'wake').mockReturnValue();
    for (const one of [staged, idle])
      for (const [n, { payload }] of facts.entries())
        await app.asTenant(one.tenantId, () =>
          app.get(AlertListener).followCarrier(payload, { eventId: `${n}`, occurredAt: app.clock.now(), attempt: 1 }),
        );
    expect(wake.mock.calls).toEqual([[staged.campaignId]]);
    const told = (one: StagedCampaign) =>
      app.asTenant(one.tenantId, async () =>
        (await app.get(DialingAlerts).list(null, { first: 9 })).nodes.map(({ kind }) => kind).sort(),
      );
    expect(await told(staged)).toEqual(['CARRIER_DOWN', 'CARRIER_RECOVERED']);
    expect(await told(idle)).toEqual([]);
  });

  it('starts fewer calls for all workers after "too fast", counts nothing and keeps the queue', async () => {
    const staged = await aCampaign(app, { phones: numbers(3) });
    const [callId, next] = await pace(staged);
    app.carrier.answers.push(() => refused('RATE_LIMITED'));
    await place(staged, callId);
    const whole = app.config.dialing.callsPerSecond;
    expect(await now()).toMatchObject({ state: 'CLOSED', callsPerSecond: whole / 2 });
    await place(staged, next); // the account rests
    expect(app.carrier.placed).toHaveLength(1);
    expect(await statusOf([next ?? ''])).toEqual(['QUEUED']);
    app.clock.advance(10_000);
    expect((await now()).callsPerSecond).toBeCloseTo(whole * 0.6, 5);
  });

  it('keeps the rate in PostgreSQL while there is no Redis, for all together', async () => {
    jest.spyOn(app.get(RedisConnections).commands, 'eval').mockRejectedValue(new Error('gone'));
    const starts = app.get(AccountStarts);
    const wanted = { gapMs: 60_000, burstMs: 250, maxWaitMs: 600_000 };
    const began = await databaseMs();
    const waits = await Promise.all(Array.from({ length: 5 }, () => starts.reserve(app.carrier.account, wanted)));
    const tookMs = (await databaseMs()) - began;
    const [first, ...later] = [...waits].sort((a, b) => a - b);
    expect(first).toBe(0);
    // A wait is the time to its start, and that runs from when the first was taken.
    for (const [n, waitMs] of later.entries()) {
      const latestMs = (n + 1) * 60_000 - 250;
      expect(waitMs).toBeLessThanOrEqual(latestMs);
      expect(waitMs).toBeGreaterThanOrEqual(latestMs - tookMs);
    }
    expect(await starts.reserve(app.carrier.account, { ...wanted, maxWaitMs: 100 })).toBeLessThan(-100);
    expect(await app.get(CarrierRate).waitForTurn(app.carrier.account, 0)).toBe('NO');
    await app.sql('delete from carrier_accounts');
    await app.get(CarrierRate).learn(app.carrier.account, refused('RATE_LIMITED'), { askedAt: null });
    expect(await app.get(CarrierRate).waitForTurn(app.carrier.account, 1_000)).toBe('NO');
  });

  it('lets urgent calls start before those that wait', async () => {
    const order: string[] = [];
    const pace = { state: 'CLOSED' as const, callsPerSecond: 4, retryAt: null };
    jest.spyOn(app.get(CarrierStanding), 'of').mockResolvedValue(pace);
    await app.get(RedisConnections).commands.set(rateKey(), `${Date.now() + 400}`, 'PX', 60_000);
    const normal = app
      .get(CarrierRate)
      .waitForTurn(app.carrier.account, 5_000)
      .then(() => order.push('normal'));
    await app
      .get(CarrierRate)
      .waitForTurn(app.carrier.account, 5_000, 'HOT')
      .then(() => order.push('hot'));
    await normal;
    expect(order).toEqual(['hot', 'normal']);
  });
});
