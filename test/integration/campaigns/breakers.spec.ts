import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { FailureBreaker } from '../../../src/campaigns/dialing/failure-breaker.service';
import { AlertListener } from '../../../src/campaigns/health/alert.listener';
import { BreakerSweep } from '../../../src/campaigns/health/breaker-sweep';
import { DialingAlerts } from '../../../src/campaigns/health/dialing-alerts.service';
import { CampaignLife } from '../../../src/campaigns/campaign-life.service';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';
import { until } from '../../support/until';

const FIRST = 20;
const numbers = (count: number): string[] => Array.from({ length: count }, (_, n) => newYorkNumber(n));

describe('the breaker of a campaign', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  beforeEach(() => app.clock.set('2026-07-07T18:00:00Z'));

  const as = <T>({ tenantId }: StagedCampaign, work: () => Promise<T>) => app.asTenant(tenantId, work);
  const pace = (staged: StagedCampaign) => as(staged, () => app.get(CampaignPacer).pace(staged.campaignId));
  const campaign = (staged: StagedCampaign) => as(staged, () => app.get(CampaignsService).get(staged.campaignId));
  const check = (staged: StagedCampaign) => as(staged, () => app.get(FailureBreaker).check(staged.campaignId));
  const sweep = () => app.get(BreakerSweep).sweep();
  const alerts = (staged: StagedCampaign) =>
    as(staged, async () => (await app.get(DialingAlerts).list(null, { first: 50 })).nodes.map(({ kind }) => kind));

  const end = async (ids: readonly string[], outcome: string | null, reason: string | null = null): Promise<void> => {
    const moment = app.clock.now();
    for (const id of ids) {
      await app.sql("update calls set status = 'DIALING', dial_started_at = $2 where id = $1", [id, moment]);
      await app.sql(
        "update calls set status = case when $2 = 'FAILED' then 'FAILED' else 'COMPLETED' end, outcome = $2, ended_reason = $4, ended_at = $3 where id = $1",
        [id, outcome, moment, reason],
      );
    }
  };
  /** Its first twenty calls have failed. */
  const tripped = async (): Promise<StagedCampaign> => {
    const staged = await aCampaign(app, { phones: numbers(FIRST + 10), maxConcurrentCalls: FIRST });
    for (let failed = 0; failed < FIRST;) {
      app.clock.advance(1_000);
      const claimed = await pace(staged);
      await end(claimed, 'FAILED');
      failed += claimed.length;
    }
    await check(staged);
    return staged;
  };
  const minutes = (count: number) => app.clock.advance(count * 60_000);

  it('leaves a campaign alone that somebody resumes while it is being looked at', async () => {
    const staged = await tripped();
    const [work, life] = [app.get(UnitOfWork), app.get(CampaignLife)];
    app.clock.advance(1_000);
    const held: (() => void)[] = [];
    const resumed = as(staged, () =>
      work.run(async () => {
        const locked = await life.lock(staged.campaignId);
        await new Promise<void>((goOn) => held.push(goOn));
        await life.activate(locked, app.clock.now());
      }),
    );
    await until(() => held.length > 0);
    const checked = check(staged);
    const waiting = 'select 1 from pg_locks where not granted';
    await until(async () => (await app.sql(waiting)).length > 0);
    held[0]?.();
    await Promise.all([resumed, checked]);
    expect(await campaign(staged)).toMatchObject({ status: 'ACTIVE', breakerTrips: 0 });
  });

  it('pauses it, and lets it try after five minutes; one call that does not fail is enough', async () => {
    const [staged, other] = [await tripped(), await aCampaign(app)];
    expect(await campaign(staged)).toMatchObject({ status: 'PAUSED', pauseReason: 'FAILURE_BREAKER', breakerTrips: 1 });
    minutes(4);
    await sweep();
    expect(await campaign(staged)).toMatchObject({ status: 'PAUSED' });
    minutes(1);
    await sweep();
    expect(await campaign(staged)).toMatchObject({ status: 'ACTIVE', isProbing: true, breakerTrips: 1 });
    const [trial, ...more] = await pace(staged);
    expect(more).toEqual([]);
    expect(await pace(staged)).toEqual([]);
    await sweep();
    expect(await campaign(staged)).toMatchObject({ isProbing: true });
    await end([trial ?? ''], null);
    expect((await pace(staged)).length).toBeGreaterThan(1);
    expect(await campaign(staged)).toMatchObject({
      status: 'ACTIVE',
      isProbing: false,
      breakerTrips: 0,
      probeAt: null,
    });
    await check(staged);
    expect(await campaign(staged)).toMatchObject({ status: 'ACTIVE' });
    expect(await alerts(staged)).toEqual(['CAMPAIGN_RECOVERED', 'CAMPAIGN_PROBING']);
    expect(await campaign(other)).toMatchObject({ status: 'ACTIVE', breakerTrips: 0 });
    expect(await alerts(other)).toEqual([]);
  });

  it('lets it try however many others are under trial', async () => {
    const trying = [await tripped(), await tripped()];
    minutes(5);
    await sweep();
    const waiting = await tripped();
    minutes(5);
    await app.get(BreakerSweep).sweep(1);
    for (const staged of [...trying, waiting])
      expect(await campaign(staged)).toMatchObject({ status: 'ACTIVE', isProbing: true });
  });

  it('pauses it for twice as long when the trial fails', async () => {
    const staged = await tripped();
    minutes(5);
    await sweep();
    await end(await pace(staged), 'FAILED');
    await check(staged);
    const paused = await campaign(staged);
    expect(paused).toMatchObject({ status: 'PAUSED', pauseReason: 'FAILURE_BREAKER', breakerTrips: 2 });
    expect(paused.probeAt).toEqual(new Date(app.clock.now().getTime() + 600_000));
    await sweep();
    expect(await campaign(staged)).toMatchObject({ status: 'PAUSED' });
  });

  it('is forgiven by whoever resumes it, and stays with whoever pauses it', async () => {
    const [resumed, held] = [await tripped(), await tripped()];
    await as(resumed, () => app.get(CampaignsService).resume(resumed.campaignId));
    expect(await campaign(resumed)).toMatchObject({
      status: 'ACTIVE',
      isProbing: false,
      breakerTrips: 0,
      probeAt: null,
    });
    await as(held, () => app.get(CampaignsService).pause(held.campaignId));
    minutes(60);
    await sweep();
    expect(await campaign(held)).toMatchObject({ status: 'PAUSED', pauseReason: 'USER' });
  });

  it.each(['RATE_LIMITED', 'ACCOUNT', 'NOT_SENT'])(
    'is not opened by what is the account’s fault: %s',
    async (reason) => {
      const staged = await aCampaign(app, { phones: numbers(FIRST), maxConcurrentCalls: FIRST });
      await end(await pace(staged), 'FAILED', reason);
      app.clock.advance(1_000);
      await check(staged);
      expect(await campaign(staged)).toMatchObject({ status: 'ACTIVE' });
    },
  );

  it('tells the company once, however often the fact comes', async () => {
    const [staged, other] = [await tripped(), await aCampaign(app)];
    const delivery = { eventId: staged.campaignId, occurredAt: app.clock.now(), attempt: 1 };
    const told = { campaignId: staged.campaignId, reason: 'FAILURE_BREAKER' };
    for (let n = 0; n < 2; n++) await as(staged, () => app.get(AlertListener).tellOfPause(told, delivery));
    await as(staged, () =>
      app.get(AlertListener).tellOfPause({ ...told, reason: 'USER' }, { ...delivery, eventId: 'x' }),
    );
    expect(await alerts(staged)).toEqual(['CAMPAIGN_PAUSED']);
    expect(await alerts(other)).toEqual([]);
  });
});
