import { AgentEditor } from '../../../src/agents/agent-editor.service';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { ForecastService } from '../../../src/campaigns/forecast/forecast.service';
import { DialingHealthService } from '../../../src/campaigns/health/dialing-health.service';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { aConsent } from '../../support/builders/a-consent';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';

const numbers = (count: number, first = 0): string[] =>
  Array.from({ length: count }, (_, n) => newYorkNumber(first + n));

describe('the health of dialing, and its forecast', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  beforeEach(() => {
    app.clock.set('2026-07-07T18:00:00Z');
    app.carrier.placed.length = 0;
  });

  const as = <T>({ tenantId }: StagedCampaign, work: () => Promise<T>) => app.asTenant(tenantId, work);
  const pace = (staged: StagedCampaign) => as(staged, () => app.get(CampaignPacer).pace(staged.campaignId));
  const health = (staged: StagedCampaign) => as(staged, () => app.get(DialingHealthService).read(staged.campaignId));
  const forecastOf = (staged: StagedCampaign) => as(staged, () => app.get(ForecastService).read(staged.campaignId));
  const addedUp = ({ ready, gates }: Awaited<ReturnType<typeof health>>): number =>
    gates.reduce((sum, { leads }) => sum + leads, ready);

  it('tells apart what holds each person, and works out which change frees most', async () => {
    const staged = await aCampaign(app, { phones: numbers(9), consents: false });
    const [willing, another, refused, ...others] = numbers(9);
    for (const phone of [willing, another, refused]) await aConsent(app, staged.tenantId, phone ?? '');
    await app.sql(
      "insert into suppressions (tenant_id, id, phone, reason, source, created_by, added_at) values ($1, gen_random_uuid(), $2, 'asked', 'MANUAL', 'test', $3)",
      [staged.tenantId, refused, app.clock.now()],
    );
    await app.sql("update leads set phone_status = 'INVALID' where tenant_id = $1 and phone = $2", [
      staged.tenantId,
      others[0],
    ]);
    const told = await health(staged);
    expect(told).toMatchObject({
      waiting: 9,
      ready: 2,
      gates: [
        { gate: 'CONSENT_MISSING', leads: 5, isEstimate: false },
        { leads: 1, isEstimate: false },
        { leads: 1, isEstimate: false },
      ],
      changes: [
        { gate: 'CONSENT_MISSING', frees: 5 },
        { gate: 'PHONE_UNUSABLE', frees: 1 },
      ],
    });
    expect(new Set(told.gates.map(({ gate }) => gate))).toEqual(
      new Set(['CONSENT_MISSING', 'PHONE_UNUSABLE', 'SUPPRESSED']),
    );
    expect(addedUp(told)).toBe(told.waiting);
  });

  it('frees by a change exactly whom it says, and says so of nobody else’s campaign', async () => {
    const staged = await aCampaign(app, { phones: numbers(12), maxConcurrentCalls: 3 });
    const told = await health(staged);
    expect(told).toMatchObject({
      waiting: 12,
      ready: 3,
      gates: [{ gate: 'CAMPAIGN_CONCURRENCY', leads: 9 }],
      changes: [{ gate: 'CAMPAIGN_CONCURRENCY' }],
    });
    expect(await pace(staged)).toHaveLength(3);
    expect(await health(staged)).toMatchObject({ waiting: 9, ready: 0 });
    await as(staged, () => app.get(CampaignsService).change(staged.campaignId, { maxConcurrentCalls: 50 }));
    expect(await pace(staged)).toHaveLength(told.changes[0]?.frees ?? 0);
    const other = await app.newTenant();
    const asked: readonly (() => Promise<unknown>)[] = [
      () => app.get(DialingHealthService).read(staged.campaignId),
      () => app.get(ForecastService).read(staged.campaignId),
    ];
    for (const ask of asked) await expect(app.asTenant(other, ask)).rejects.toThrow('Campaign was not found');
  });

  it('estimates of many what it has asked of some, and adds up', async () => {
    const staged = await aCampaign(app, { phones: numbers(90), consents: false, start: false });
    for (const phone of numbers(45)) await aConsent(app, staged.tenantId, phone);
    await as(staged, () => app.get(CampaignsService).start(staged.campaignId));
    const told = await health(staged);
    const missing = told.gates.find(({ gate }) => gate === 'CONSENT_MISSING');
    expect(missing).toMatchObject({ isEstimate: true });
    expect(addedUp(told)).toBe(90);
    expect(missing?.leads).toBeGreaterThan(20);
    expect(missing?.leads).toBeLessThan(70);
  });

  it('says that agents are full: all of them, or the one whom people wait for', async () => {
    const staged = await aCampaign(app, { phones: numbers(12), maxConcurrentCalls: 50 });
    const limit = (maxConcurrentCalls: number | null) =>
      as(staged, () => app.get(AgentEditor).change(staged.agentId, { maxConcurrentCalls }));
    await limit(2);
    const agentIsShort = {
      gates: [{ gate: 'AGENT_CONCURRENCY', leads: 10 }],
      changes: [{ gate: 'AGENT_CONCURRENCY', frees: 10 }],
    };
    expect(await health(staged)).toMatchObject({ waiting: 12, ready: 2, ...agentIsShort });
    expect(await pace(staged)).toHaveLength(2);
    expect(await health(staged)).toMatchObject({ waiting: 10, ready: 0, ...agentIsShort });
    // Another agent has room, but not for those the first one is to speak to.
    const waiting = "select id from enrolments where campaign_id = $1 and state = 'WAITING' order by id limit 4";
    await app.sql(`update enrolments set agent_id = $2 where id in (${waiting})`, [staged.campaignId, staged.agentId]);
    await as(staged, async () => {
      const editor = app.get(AgentEditor);
      const { id } = await editor.create({ name: 'Ben', projectId: staged.projectId, prompt: 'p', greeting: 'g' });
      await editor.activate(id);
    });
    expect(await health(staged)).toMatchObject({ ready: 6, gates: [{ gate: 'AGENT_CONCURRENCY', leads: 4 }] });
    expect(await pace(staged)).toHaveLength(6);
    await limit(null);
    expect(await health(staged)).toMatchObject({ waiting: 4, ready: 4, gates: [] });
    await app.sql('update agents set is_active = false where project_id = $1', [staged.projectId]);
    const nobody = [{ gate: 'AGENT_UNAVAILABLE' }];
    expect(await health(staged)).toMatchObject({ ready: 0, gates: nobody, changes: nobody });
  });

  it('foresees a later end where agents may hold few calls at once', async () => {
    const staged = await aCampaign(app, { phones: numbers(40), maxConcurrentCalls: 10, maxAttempts: 1 });
    const before = await forecastOf(staged);
    await as(staged, () => app.get(AgentEditor).change(staged.agentId, { maxConcurrentCalls: 1 }));
    const after = await forecastOf(staged);
    const lasts = ({ finishAt }: typeof before): number => (finishAt?.getTime() ?? 0) - app.clock.now().getTime();
    expect(lasts(after)).toBeGreaterThan(5 * lasts(before));
    // One call after the other.
    expect(lasts(after)).toBeGreaterThan(40 * after.rates.secondsPerCall * 1_000 * 0.95);
  });

  it('says when a paused breaker, a window and the day’s limit let go', async () => {
    const staged = await aCampaign(app, { phones: numbers(3), dailyCallLimit: 1 });
    expect(await health(staged)).toMatchObject({
      ready: 1,
      gates: [{ gate: 'DAILY_LIMIT', leads: 2, clearsAt: new Date('2026-07-08T04:00:00Z') }],
      changes: [{ gate: 'DAILY_LIMIT', frees: 2 }],
    });
    const probeAt = new Date('2026-07-07T18:05:00Z');
    await app.sql(
      "update campaigns set status = 'PAUSED', pause_reason = 'FAILURE_BREAKER', probe_at = $2 where id = $1",
      [staged.campaignId, probeAt],
    );
    expect(await health(staged)).toMatchObject({
      ready: 0,
      gates: [{ gate: 'FAILURE_BREAKER', leads: 3, clearsAt: probeAt }],
      changes: [{ gate: 'FAILURE_BREAKER', frees: 1 }],
    });
    app.clock.set('2026-07-08T03:00:00Z'); // eleven in the evening
    const night = await aCampaign(app, { phones: numbers(2, 500) });
    expect(await health(night)).toMatchObject({
      gates: [{ gate: 'CALLING_WINDOW', leads: 2, clearsAt: new Date('2026-07-08T12:00:00Z') }],
      changes: [],
    });
  });

  it('foresees the end, from assumptions first and from its own calls once there are some', async () => {
    const staged = await aCampaign(app, { phones: numbers(40), maxConcurrentCalls: 10, maxAttempts: 1 });
    const assumed = await forecastOf(staged);
    expect(assumed).toMatchObject({ calls: 40, isActive: true, neverReason: null, rates: { basis: 'ASSUMED' } });
    expect(assumed.finishAt?.getTime()).toBeGreaterThan(app.clock.now().getTime());
    for (let ended = 0; ended < 30;) {
      const claimed = await pace(staged);
      app.clock.advance(2_000);
      for (const id of claimed) {
        await app.sql("update calls set status = 'DIALING', dial_started_at = $2 where id = $1", [id, app.clock.now()]);
        await app.sql(
          "update calls set status = 'NO_ANSWER', outcome = 'NO_ANSWER', ended_at = $2, cost_micros = 5000 where id = $1",
          [id, new Date(app.clock.now().getTime() + 20_000)],
        );
      }
      ended += claimed.length;
    }
    const own = await forecastOf(staged);
    expect(own.rates).toMatchObject({ basis: 'CAMPAIGN', secondsPerCall: 20, costPerCallMicros: 5_000 });
    expect(own.spendMicros).toBe(own.calls * 5_000);
    // Where nobody answers, most carriers name no price, and take none.
    await app.sql(
      `update calls set cost_micros = null where campaign_id = $1
       and id <> (select id from calls where campaign_id = $1 order by id limit 1)`,
      [staged.campaignId],
    );
    const { rates } = await forecastOf(staged);
    expect(rates.costPerCallMicros).toBeCloseTo(5_000 / rates.calls, 6);
  });

  it('foresees no end where there is none, and what would be if a paused campaign went on', async () => {
    const shut = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, 'closed']));
    const closed = await aCampaign(app, { callingWindows: shut });
    expect(await forecastOf(closed)).toMatchObject({ finishAt: null, neverReason: 'NO_OPENING' });
    const mute = await aCampaign(app);
    await app.sql('update agents set is_active = false where id = $1', [mute.agentId]);
    expect(await forecastOf(mute)).toMatchObject({ finishAt: null, neverReason: 'AGENT_UNAVAILABLE' });
    const paused = await aCampaign(app);
    await as(paused, () => app.get(CampaignsService).pause(paused.campaignId));
    expect(await forecastOf(paused)).toMatchObject({ isActive: false, neverReason: null, finishAt: expect.any(Date) });
    await as(paused, () => app.get(CampaignsService).stop(paused.campaignId));
    expect(await forecastOf(paused)).toMatchObject({ finishAt: null, neverReason: 'OVER' });
  });
});
