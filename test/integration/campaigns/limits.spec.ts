import { AgentEditor } from '../../../src/agents/agent-editor.service';
import { ManualCalls } from '../../../src/calls/manual-calls.service';
import { CallPlacer } from '../../../src/calls/placing/call-placer.service';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { CapacityReader } from '../../../src/campaigns/dialing/capacity';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { FailureBreaker } from '../../../src/campaigns/dialing/failure-breaker.service';
import { DialingHealthService } from '../../../src/campaigns/health/dialing-health.service';
import { EnrolmentsService } from '../../../src/campaigns/enrolments.service';
import { ProgressReader } from '../../../src/campaigns/progress/progress-reader.service';
import { LeadsService } from '../../../src/leads/leads.service';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { TenantsService } from '../../../src/tenants/tenants.service';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { aConsent } from '../../support/builders/a-consent';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';

const numbers = (count: number, first = 0): string[] =>
  Array.from({ length: count }, (_, n) => newYorkNumber(first + n));

describe('limits of dialing', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  beforeEach(() => {
    app.clock.set('2026-07-07T18:00:00Z');
    app.carrier.placed.length = 0;
  });

  const pace = ({ tenantId, campaignId }: StagedCampaign) =>
    app.asTenant(tenantId, () => app.get(CampaignPacer).pace(campaignId));
  const place = ({ tenantId }: StagedCampaign, callId = '') =>
    app.asTenant(tenantId, () => app.get(CallPlacer).place(callId));
  const health = ({ tenantId, campaignId }: StagedCampaign) =>
    app.asTenant(tenantId, () => app.get(DialingHealthService).read(campaignId));
  const callRow = async (id = '') => (await app.sql('select * from calls where id = $1', [id]))[0] ?? {};
  const allow = ({ tenantId }: StagedCampaign, maxConcurrentCalls: number) =>
    app.asTenant(tenantId, () => app.get(TenantsService).change({ maxConcurrentCalls }));

  /** One more campaign of the same company, with its own people. */
  const beside = (staged: StagedCampaign, phones: readonly string[]): Promise<StagedCampaign> =>
    app.asTenant(staged.tenantId, async () => {
      const campaigns = app.get(CampaignsService);
      const { id } = await campaigns.create({ name: 'Autumn', projectId: staged.projectId });
      const leadIds: string[] = [];
      for (const phone of phones) {
        leadIds.push((await app.get(LeadsService).receive({ phone, source: 'TEST' })).lead.id);
        await aConsent(app, staged.tenantId, phone);
      }
      await app.get(EnrolmentsService).add(id, { leadIds });
      await campaigns.start(id);
      return { ...staged, campaignId: id, leadIds };
    });

  describe('of a company', () => {
    it('hold for all its campaigns together, however many pacers race', async () => {
      const spring = await aCampaign(app, { phones: numbers(8) });
      const autumn = await beside(spring, numbers(8, 100));
      const others = await aCampaign(app, { phones: numbers(8) });
      await allow(spring, 3);
      const claimed = await Promise.all([spring, autumn, spring, autumn, others].map(pace));
      expect(claimed.slice(0, 4).flat()).toHaveLength(3);
      expect(claimed[4]).toHaveLength(8);
      expect(await health(autumn)).toMatchObject({ ready: 0, gates: [{ gate: 'TENANT_CONCURRENCY' }] });
    });

    it('hold for a call by hand too', async () => {
      const staged = await aCampaign(app, { phones: numbers(2), maxConcurrentCalls: 1 });
      await pace(staged);
      const byHand = (): Promise<string> =>
        app.asTenant(staged.tenantId, async () => {
          const waiting = await app.sql<{ lead_id: string }>(
            "select lead_id from enrolments where state = 'WAITING' and campaign_id = $1",
            [staged.campaignId],
          );
          const lead = await app.get(LeadsService).get(waiting[0]?.lead_id ?? '');
          const manual = await app.get(ManualCalls).queue(lead);
          if (manual.kind === 'LIMIT_REACHED') return manual.limit;
          return manual.kind === 'QUEUED' ? manual.call.id : manual.kind;
        });
      await allow(staged, 1);
      expect(await byHand()).toBe('TENANT_CONCURRENCY');
      await allow(staged, 2);
      const placed = await byHand();
      await place(staged, placed);
      expect(await callRow(placed)).toMatchObject({ status: 'DIALING' });
    });
  });

  describe('of the carrier', () => {
    it('leave room for one second of its rate, calls of all companies that wait for their turn included', async () => {
      await app.sql(
        "update calls set status = 'CANCELED', outcome = 'FAILED', ended_at = queued_at where ended_at is null",
      );
      await app.sql('delete from dialing_demand');
      const staged = await aCampaign(app, { phones: numbers(8), maxConcurrentCalls: 6 });
      const others = await aCampaign(app, { phones: numbers(3) });
      const account = { state: 'CLOSED' as const, callsPerSecond: 8, retryAt: null };
      const capacity = () =>
        app.asTenant(staged.tenantId, () =>
          app.get(UnitOfWork).run(async (tx) => {
            const stored = await app.get(CampaignsService).get(staged.campaignId);
            const campaign = Object.assign(stored, { maxConcurrentCalls: 100 });
            const tenant = await app.get(TenantsService).getCurrent();
            const due = { hot: 0, normal: 100 };
            return app.get(CapacityReader).answer(tx, { campaign, tenant, moment: app.clock.now(), due, account });
          }),
        );
      const { limit, limits } = await capacity();
      expect({ limit, tightest: limits[0]?.gate }).toEqual({ limit: 8, tightest: 'CARRIER_RATE' });
      await pace(others);
      expect(await capacity()).toMatchObject({ limit: 5 });
      const [first] = await pace(staged);
      expect(await capacity()).toMatchObject({ limit: 0 });
      await app.sql(
        "update calls set status = 'DIALING', dial_started_at = queued_at where campaign_id = $1 and id <> $2",
        [staged.campaignId, first],
      );
      expect(await capacity()).toMatchObject({ limit: 4 });
    });

    it('are no failure: being refused for speed does not open the breaker', async () => {
      const staged = await aCampaign(app, { phones: numbers(20), maxConcurrentCalls: 50 });
      const later = new Date(app.clock.now().getTime() + 1_000);
      for (const id of await pace(staged)) {
        await app.sql("update calls set status = 'DIALING', dial_started_at = $2 where id = $1", [id, later]);
        await app.sql(
          "update calls set status = 'CANCELED', outcome = 'FAILED', ended_reason = 'RATE_LIMITED', not_placed = true, ended_at = $2 where id = $1",
          [id, later],
        );
      }
      await app.asTenant(staged.tenantId, () => app.get(FailureBreaker).check(staged.campaignId));
      const status = await app.sql('select status from campaigns where id = $1', [staged.campaignId]);
      expect(status).toEqual([{ status: 'ACTIVE' }]);
    });
  });

  describe('of a campaign’s own hours', () => {
    const mornings = { callingWindows: { tue: '09:00-12:00', wed: 'closed' } };
    /** Thursday, when the law alone speaks. */
    const opensAgain = new Date('2026-07-09T12:00:00Z');

    it('keep the afternoon free although the law would allow it', async () => {
      const staged = await aCampaign(app, mornings);
      const free = await aCampaign(app);
      expect(await pace(staged)).toEqual([]);
      expect(await pace(free)).toHaveLength(1);
      expect(await health(staged)).toMatchObject({
        gates: [{ gate: 'CALLING_WINDOW', leads: 1, clearsAt: opensAgain }],
      });
      const progress = await app.asTenant(staged.tenantId, () => app.get(ProgressReader).read(staged.campaignId));
      expect(progress.nextDialAt).toBe(opensAgain.toISOString());
      app.clock.set('2026-07-14T15:57:59Z'); // 11:57:59 on the next Tuesday: a phone must not ring beyond noon
      expect(await pace(staged)).toHaveLength(1);
    });

    it('hold at the moment of dialing, whatever was true when the lead was claimed', async () => {
      app.clock.set('2026-07-07T15:57:00Z');
      const staged = await aCampaign(app, mornings);
      const [callId] = await pace(staged);
      app.clock.set('2026-07-07T16:00:00Z');
      await place(staged, callId);
      expect(app.carrier.placed).toHaveLength(0);
      expect(await callRow(callId)).toMatchObject({ status: 'CANCELED', ended_reason: 'OUTSIDE_WINDOW' });
      const [enrolment] = await app.sql('select state, due_at from enrolments where campaign_id = $1', [
        staged.campaignId,
      ]);
      expect(enrolment).toEqual({ state: 'WAITING', due_at: opensAgain });
    });

    it('refuse hours that end before they begin', async () => {
      await expect(aCampaign(app, { callingWindows: { mon: '17:00-09:00' } })).rejects.toThrow(
        'must end after it starts',
      );
    });
  });

  it('lets only the agents speak that a campaign names', async () => {
    const staged = await aCampaign(app, { phones: numbers(3) });
    await app.asTenant(staged.tenantId, async () => {
      const editor = app.get(AgentEditor);
      const { id } = await editor.create({ name: 'Ben', projectId: staged.projectId, prompt: 'p', greeting: 'g' });
      await editor.activate(id);
      await app.get(CampaignsService).change(staged.campaignId, { agentIds: [id] });
    });
    await pace(staged);
    const speakers = await app.sql(
      'select distinct a.name from calls c join agents a on a.id = c.agent_id where c.campaign_id = $1',
      [staged.campaignId],
    );
    expect(speakers).toEqual([{ name: 'Ben' }]);
  });
});
