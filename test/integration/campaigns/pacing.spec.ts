import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { DialingHealthService } from '../../../src/campaigns/health/dialing-health.service';
import { FailureBreaker } from '../../../src/campaigns/dialing/failure-breaker.service';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { EnrolmentsService } from '../../../src/campaigns/enrolments.service';
import { ProgressReader } from '../../../src/campaigns/progress/progress-reader.service';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';

const numbers = (count: number): string[] => Array.from({ length: count }, (_, n) => newYorkNumber(n));

describe('pacing', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  beforeEach(() => app.clock.set('2026-07-07T18:00:00Z'));

  const pace = ({ tenantId, campaignId }: StagedCampaign) =>
    app.asTenant(tenantId, () => app.get(CampaignPacer).pace(campaignId));
  const campaign = ({ tenantId, campaignId }: StagedCampaign) =>
    app.asTenant(tenantId, () => app.get(CampaignsService).get(campaignId));
  const health = ({ tenantId, campaignId }: StagedCampaign) =>
    app.asTenant(tenantId, () => app.get(DialingHealthService).read(campaignId));

  it('never claims a lead twice, however many pacers race', async () => {
    const staged = await aCampaign(app, { phones: numbers(40), maxConcurrentCalls: 100, dailyCallLimit: 1_000 });
    const claimed = await Promise.all([pace(staged), pace(staged), pace(staged), pace(staged)]);
    expect(claimed.flat()).toHaveLength(40);
    const [rows] = await app.sql<{ n: number }>(
      'select count(distinct enrolment_id)::int as n from calls where campaign_id = $1',
      [staged.campaignId],
    );
    expect(rows?.n).toBe(40);
  });

  it('keeps to the number of calls at once and per day', async () => {
    const staged = await aCampaign(app, { phones: numbers(12), maxConcurrentCalls: 5, dailyCallLimit: 7 });
    expect(await pace(staged)).toHaveLength(5);
    expect(await pace(staged)).toHaveLength(0);
    expect(await health(staged)).toMatchObject({ ready: 0, gates: [{ gate: 'CAMPAIGN_CONCURRENCY', leads: 7 }] });
    await app.sql("update calls set status = 'DIALING', dial_started_at = queued_at where campaign_id = $1", [
      staged.campaignId,
    ]);
    await app.sql(
      "update calls set status = 'NO_ANSWER', outcome = 'NO_ANSWER', ended_at = queued_at where campaign_id = $1",
      [staged.campaignId],
    );
    expect(await pace(staged)).toHaveLength(2);
    expect(await health(staged)).toMatchObject({
      gates: [{ gate: 'DAILY_LIMIT', leads: 5, clearsAt: new Date('2026-07-08T04:00:00Z') }],
    });
  });

  it('claims promised callbacks first, then never called, then retries, then unanswered', async () => {
    const staged = await aCampaign(app, { phones: numbers(4), maxConcurrentCalls: 1, dailyCallLimit: 100 });
    for (const [n, priority] of [3, 2, 1, 0].entries()) {
      await app.sql('update enrolments set priority = $2 where phone = $1 and campaign_id = $3', [
        newYorkNumber(n),
        priority,
        staged.campaignId,
      ]);
    }
    const order: number[] = [];
    for (let turn = 0; turn < 4; turn++) {
      const [callId] = await pace(staged);
      const [row] = await app.sql<{ priority: number }>(
        'select e.priority from calls c join enrolments e on e.id = c.enrolment_id where c.id = $1',
        [callId],
      );
      order.push(row?.priority ?? -1);
      await app.sql("update calls set status = 'CANCELED', outcome = 'FAILED', ended_at = queued_at where id = $1", [
        callId,
      ]);
      await app.sql(
        "update enrolments set state = 'ENDED', end_reason = 'CONCLUDED', outcome = 'UNQUALIFIED' where state = 'IN_FLIGHT' and campaign_id = $1",
        [staged.campaignId],
      );
    }
    expect(order).toEqual([0, 1, 2, 3]);
  });

  it('leaves a person alone whom another campaign is calling', async () => {
    const first = await aCampaign(app, { phones: [newYorkNumber(1)] });
    await pace(first);
    const second = await app.asTenant(first.tenantId, async () => {
      const other = await app.get(CampaignsService).create({ name: 'Second', projectId: first.projectId });
      await app.get(EnrolmentsService).add(other.id, { leadIds: first.leadIds });
      await app.get(CampaignsService).start(other.id);
      return { ...first, campaignId: other.id };
    });
    expect(await pace(second)).toEqual([]);
    expect(await health(second)).toMatchObject({ gates: [{ gate: 'PERSON_BUSY', leads: 1 }] });
  });

  it('waits for the window and says when it opens', async () => {
    const staged = await aCampaign(app, { phones: [newYorkNumber(1), '+14155550123'] });
    app.clock.set('2026-07-08T02:00:00Z'); // 22:00 New York, 19:00 San Francisco
    expect(await pace(staged)).toHaveLength(1);
    expect(await health(staged)).toMatchObject({
      gates: [{ gate: 'CALLING_WINDOW', leads: 1, clearsAt: new Date('2026-07-08T12:00:00Z') }],
    });
  });

  it.each([
    ['without leads', { phones: [] }, 'NO_LEADS'],
    ['without an active agent', {}, 'AGENT_UNAVAILABLE'],
  ])('pauses a campaign %s and says why', async (_, staging, reason) => {
    const staged = await aCampaign(app, staging);
    if (reason === 'AGENT_UNAVAILABLE')
      await app.sql('update agents set is_active = false where id = $1', [staged.agentId]);
    await pace(staged);
    expect(await campaign(staged)).toMatchObject({ status: 'PAUSED', pauseReason: reason });
    const [fact] = await app.sql("select payload from outbox where name = 'campaign.paused' and tenant_id = $1", [
      staged.tenantId,
    ]);
    expect(fact).toMatchObject({ payload: { reason } });
  });

  it.each([
    [10, 'nobody', 'ACTIVE'],
    [11, 'nobody', 'PAUSED'],
    [11, 'SYSTEM:campaigns-sweep', 'PAUSED'],
    [11, 'MEMBER:somebody', 'ACTIVE'],
  ])('after %i failures among the last twenty calls, resumed by %s since, is %s', async (failures, actor, status) => {
    const staged = await aCampaign(app, { phones: numbers(20), maxConcurrentCalls: 50 });
    const claimed = await pace(staged);
    expect(claimed).toHaveLength(20);
    const later = new Date(app.clock.now().getTime() + 1_000);
    for (const [n, id] of claimed.entries()) {
      const outcome = n < failures ? 'FAILED' : 'NO_ANSWER';
      await app.sql("update calls set status = 'DIALING', dial_started_at = $2 where id = $1", [id, later]);
      await app.sql('update calls set status = $2, outcome = $2, ended_at = $3 where id = $1', [id, outcome, later]);
    }
    if (actor !== 'nobody')
      await app.sql(
        "insert into campaign_status_log values ($1, gen_random_uuid(), $2, 'ACTIVE', 'CAUSE_GONE', $3, $4)",
        [staged.tenantId, staged.campaignId, actor, later],
      );
    await app.asTenant(staged.tenantId, () => app.get(FailureBreaker).check(staged.campaignId));
    expect(await campaign(staged)).toMatchObject({
      status,
      pauseReason: status === 'PAUSED' ? 'FAILURE_BREAKER' : null,
    });
  });

  it('goes on by itself when a campaign without leads gets one', async () => {
    const staged = await aCampaign(app, { phones: [] });
    await pace(staged);
    const report = await app.asTenant(staged.tenantId, async () => {
      const { LeadsService } = await import('../../../src/leads/leads.service');
      const { lead: person } = await app
        .get(LeadsService)
        .receive({ phone: newYorkNumber(7), source: 'TEST', projectId: staged.projectId });
      return app.get(EnrolmentsService).add(staged.campaignId, { leadIds: [person.id] });
    });
    expect(report).toEqual({ added: 1, alreadyEnrolled: 0, unreachable: 0, unknown: 0 });
    expect(await campaign(staged)).toMatchObject({ status: 'ACTIVE' });
  });

  it('keeps the progress row equal to the recount, and shows it to its own tenant only', async () => {
    const staged = await aCampaign(app, { phones: numbers(6), maxConcurrentCalls: 4 });
    await pace(staged);
    const progress = await app.asTenant(staged.tenantId, () => app.get(ProgressReader).read(staged.campaignId));
    expect(progress).toMatchObject({ total: 6, remaining: 6, inFlight: 4, called: 0, calls: 0, status: 'ACTIVE' });
    const other = await app.newTenant();
    await expect(app.asTenant(other, () => app.get(ProgressReader).read(staged.campaignId))).rejects.toThrow(
      'Campaign was not found',
    );
    await expect(app.asTenant(other, () => app.get(CampaignsService).pause(staged.campaignId))).rejects.toThrow(
      'Campaign was not found',
    );
  });

  it('does not enrol another tenant’s lead, nor anybody twice', async () => {
    const mine = await aCampaign(app, { phones: [newYorkNumber(1)] });
    const theirs = await aCampaign(app, { phones: [newYorkNumber(2)] });
    const report = await app.asTenant(mine.tenantId, () =>
      app.get(EnrolmentsService).add(mine.campaignId, { leadIds: [...mine.leadIds, ...theirs.leadIds] }),
    );
    expect(report).toEqual({ added: 0, alreadyEnrolled: 1, unreachable: 0, unknown: 1 });
  });

  it('refuses moves its life cycle does not have', async () => {
    const staged = await aCampaign(app);
    const act = (what: 'start' | 'resume') =>
      app.asTenant(staged.tenantId, () => app.get(CampaignsService)[what](staged.campaignId));
    await expect(act('start')).rejects.toThrow('ACTIVE cannot become ACTIVE');
    await app.asTenant(staged.tenantId, () => app.get(CampaignsService).stop(staged.campaignId));
    await expect(act('resume')).rejects.toThrow('CANCELLED cannot become ACTIVE');
  });
});
