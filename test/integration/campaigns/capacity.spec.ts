import { ManualCalls } from '../../../src/calls/manual-calls.service';
import { takeCapacityTurn } from '../../../src/campaigns/allocation/capacity-turn';
import { HandCallSlots } from '../../../src/campaigns/allocation/call-slots.service';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { AutoCaller } from '../../../src/campaigns/auto-caller.service';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { CapacityReader } from '../../../src/campaigns/dialing/capacity';
import { DialingHealthService } from '../../../src/campaigns/health/dialing-health.service';
import { EnrolmentsService } from '../../../src/campaigns/enrolments.service';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { LeadsService } from '../../../src/leads/leads.service';
import { ProjectsService } from '../../../src/leads/projects/projects.service';
import { TenantDirectory } from '../../../src/tenants/tenant-directory.service';
import { TenantsService } from '../../../src/tenants/tenants.service';
import { aConsent } from '../../support/builders/a-consent';
import { aCampaign, newYorkNumber, type CampaignStaging, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';

const numbers = (count: number, first = 0): string[] =>
  Array.from({ length: count }, (_, n) => newYorkNumber(first + n));

/** Twelve calls at once, of which two are kept for hot ones; the smallest pool there may be. */
const ENV = { PLATFORM_CONCURRENT_CALLS: '12', RESERVED_CALLS_PERCENT: '17', DATABASE_PLATFORM_POOL_SIZE: '2' };

describe('capacity shared by companies', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp('api', [], ENV);
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    app.clock.set('2026-07-07T18:00:00Z');
    await end('true');
    await app.sql('delete from dialing_demand');
  });

  const pace = ({ tenantId, campaignId }: StagedCampaign) =>
    app.asTenant(tenantId, () => app.get(CampaignPacer).pace(campaignId));
  const stage = (people: number, more: CampaignStaging = {}) =>
    aCampaign(app, { phones: numbers(people), maxConcurrentCalls: 100, ...more });
  const end = (which: string) =>
    app.sql(
      `update calls set status = 'CANCELED', outcome = 'FAILED', ended_at = queued_at where ended_at is null and ${which}`,
    );
  const endOne = (id = '') => end(`id = '${id}'`);
  const share = ({ tenantId }: StagedCampaign, guaranteedCalls: number, dialingShare = 1) =>
    app.asTenant(tenantId, () => app.get(TenantDirectory).share(tenantId, { guaranteedCalls, dialingShare }));
  const settings = (
    { tenantId }: StagedCampaign,
    changes: { maxConcurrentCalls?: number; dailyCallLimit?: number | null },
  ) => app.asTenant(tenantId, () => app.get(TenantsService).change(changes));
  const liveOf = async ({ tenantId }: StagedCampaign) => {
    const [row] = await app.sql<{ n: number }>(
      'select count(*)::int as n from calls where tenant_id = $1 and ended_at is null',
      [tenantId],
    );
    return row?.n;
  };

  /** A call ends while all of them want another one; all look again, in this order. */
  const handOver = async (call: string, hungry: readonly StagedCampaign[]) => {
    app.clock.advance(60_000);
    for (const one of hungry) await pace(one);
    await endOne(call);
    for (const one of hungry) await pace(one);
  };

  it('is never passed, however many passes of however many companies race', async () => {
    const companies = await Promise.all([stage(9), stage(9), stage(9), stage(9)]);
    const passes = await Promise.all([...companies, ...companies, ...companies].map(pace));
    expect(passes.flat()).toHaveLength(10);
    const [{ n } = { n: 0 }] = await app.sql<{ n: number }>(
      'select count(*)::int as n from calls where ended_at is null',
    );
    expect(n).toBe(10);
  });

  it('is lent, and goes back to who is guaranteed it as calls end', async () => {
    const borrower = await stage(30);
    const lender = await stage(30);
    await share(lender, 6);
    const lent = await pace(borrower);
    expect(lent).toHaveLength(10);
    expect(await pace(lender)).toEqual([]);
    for (const call of lent.slice(0, 7)) await handOver(call, [borrower, lender]);
    expect(await liveOf(lender)).toBe(6);
    expect(await liveOf(borrower)).toBe(4);
  });

  it('goes to hungry companies by their weights', async () => {
    const heavy = await stage(60);
    const light = await stage(60);
    await share(heavy, 0, 4);
    for (const call of await pace(heavy)) await handOver(call, [light, heavy]);
    expect([await liveOf(heavy), await liveOf(light)]).toEqual([8, 2]);
  });

  it('is not kept for a company that has said nothing for two sweeps, or has stopped', async () => {
    const gone = await stage(30);
    const staying = await stage(30);
    await share(gone, 9);
    const [first] = await pace(staying);
    await pace(gone);
    await endOne(first);
    expect(await pace(staying)).toEqual([]);
    app.clock.advance(10_001);
    expect(await pace(staying)).toHaveLength(1);
    const again = await stage(30);
    await share(again, 9);
    await pace(again);
    await app.asTenant(again.tenantId, () => app.get(CampaignsService).pause(again.campaignId));
    await end(`id = (select id from calls where ended_at is null and tenant_id = '${staying.tenantId}' limit 1)`);
    expect(await pace(staying)).toHaveLength(1);
  });

  it.each([
    ['company', { dailyCallLimit: 1 }, {}],
    ['campaign', {}, { dailyCallLimit: 1 }],
  ])('is not kept for a %s that has used up its calls of the day', async (_, ofCompany, ofCampaign) => {
    const spent = await stage(30, ofCampaign);
    const eager = await stage(30);
    await share(spent, 9);
    await settings(spent, ofCompany);
    expect(await pace(spent)).toHaveLength(1);
    expect(await pace(spent)).toEqual([]);
    expect(await pace(eager)).toHaveLength(9);
  });

  it('is not withheld from others by a process that stalls in its turn', async () => {
    const stalling = await stage(1, { start: false });
    const waiting = await stage(3);
    let goOn = (): void => undefined;
    const stall = new Promise<void>((resolve) => (goOn = resolve));
    let taken = (): void => undefined;
    const isTaken = new Promise<void>((resolve) => (taken = resolve));
    const stalled = app.asTenant(stalling.tenantId, () =>
      app.get(UnitOfWork).run(async (tx) => {
        await takeCapacityTurn(tx);
        taken();
        await stall;
        await tx.query('select 1');
      }),
    );
    await isTaken;
    try {
      expect(await pace(waiting)).toHaveLength(3);
    } finally {
      goOn();
    }
    await expect(stalled).rejects.toThrow();
  });

  describe('of one company', () => {
    const beside = ({ tenantId, projectId }: StagedCampaign, phones: readonly string[], weight: number) =>
      app.asTenant(tenantId, async () => {
        const input = { name: 'Autumn', projectId, share: weight, maxConcurrentCalls: 100 };
        const { id } = await app.get(CampaignsService).create(input);
        const leadIds: string[] = [];
        for (const phone of phones)
          leadIds.push((await app.get(LeadsService).receive({ phone, source: 'TEST' })).lead.id);
        await app.get(EnrolmentsService).add(id, { leadIds });
        await app.get(CampaignsService).start(id);
        return id;
      });

    it('is shared by the weights of its campaigns', async () => {
      const spring = await stage(40);
      await settings(spring, { maxConcurrentCalls: 4 });
      const autumn = { ...spring, campaignId: await beside(spring, numbers(40, 100), 3) };
      for (const call of await pace(spring)) await handOver(call, [spring, autumn]);
      const rows = await app.sql<{ n: number }>(
        'select count(*)::int as n from calls where campaign_id = $1 and ended_at is null',
        [autumn.campaignId],
      );
      expect(rows).toEqual([{ n: 3 }]);
      expect(await liveOf(spring)).toBe(4);
    });

    it('ends with the day of its time zone', async () => {
      const staged = await stage(30);
      const others = await stage(1);
      await settings(staged, { dailyCallLimit: 3 });
      const dialed = await pace(staged);
      expect(dialed).toHaveLength(3);
      const dialedAt = (at: string) =>
        app.sql('update calls set dial_started_at = $2 where tenant_id = $1', [staged.tenantId, at]);
      await app.sql("update calls set status = 'DIALING', dial_started_at = queued_at where tenant_id = $1", [
        staged.tenantId,
      ]);
      await app.sql(
        "update calls set status = 'NO_ANSWER', outcome = 'NO_ANSWER', ended_at = queued_at where tenant_id = $1",
        [staged.tenantId],
      );
      expect(await pace(staged)).toEqual([]);
      expect(await pace(others)).toHaveLength(1);
      await dialedAt('2026-07-07T04:00:00Z'); // midnight
      expect(await pace(staged)).toEqual([]);
      await dialedAt('2026-07-07T03:59:59Z');
      expect(await pace(staged)).toHaveLength(3);
      await settings(staged, { dailyCallLimit: null });
      expect(await pace(staged)).toHaveLength(6);
    });

    it.each([
      ['of 25 hours', '2026-11-01T15:00:00Z', '2026-11-02T05:00:00Z'],
      ['of 23 hours', '2026-03-08T15:00:00Z', '2026-03-09T04:00:00Z'],
    ])('says when a day %s is over', async (_, moment, midnight) => {
      const staged = await stage(1);
      await settings(staged, { dailyCallLimit: 3 });
      const { limits } = await app.asTenant(staged.tenantId, () =>
        app.get(UnitOfWork).run(async (tx) => {
          const campaign = await app.get(CampaignsService).get(staged.campaignId);
          const tenant = await app.get(TenantsService).getCurrent();
          return app.get(CapacityReader).read(tx, campaign, tenant, new Date(moment));
        }),
      );
      const day = limits.filter(({ gate }) => gate === 'TENANT_DAILY_LIMIT' || gate === 'DAILY_LIMIT');
      expect(day.map(({ clearsAt }) => clearsAt)).toEqual([new Date(midnight), new Date(midnight)]);
    });
  });

  describe('kept for those who wait', () => {
    const atOnce = async (staged: StagedCampaign, phone: string): Promise<StagedCampaign> =>
      app.asTenant(staged.tenantId, async () => {
        await app.get(ProjectsService).change(staged.projectId, { autoCall: true });
        const { lead } = await app
          .get(LeadsService)
          .receive({ phone, name: 'New Lead', source: 'TEST', projectId: staged.projectId });
        await aConsent(app, staged.tenantId, phone);
        const campaignId = await app.get(AutoCaller).enrol([lead.id], staged.projectId);
        return { ...staged, campaignId: campaignId ?? '', leadIds: [lead.id] };
      });
    const ready = async ({ tenantId, campaignId }: StagedCampaign): Promise<number> =>
      (await app.asTenant(tenantId, () => app.get(DialingHealthService).read(campaignId))).ready;
    /** To the n-th of those nobody is calling. */
    const byHand = (staged: StagedCampaign, n = 0) =>
      app.asTenant(staged.tenantId, async () => {
        const [waiting] = await app.sql<{ lead_id: string }>(
          "select lead_id from enrolments where campaign_id = $1 and state = 'WAITING' order by id limit 1 offset $2",
          [staged.campaignId, n],
        );
        return app.get(ManualCalls).queue(await app.get(LeadsService).get(waiting?.lead_id ?? ''));
      });

    it('lets a new lead be called while everything else is taken', async () => {
      const crowd = await stage(30);
      const quiet = await stage(1, { start: false });
      expect(await pace(crowd)).toHaveLength(10);
      const hot = await atOnce(quiet, newYorkNumber(500));
      const [callId] = await pace(hot);
      const [call] = await app.sql('select lane, origin from calls where id = $1', [callId]);
      expect(call).toEqual({ lane: 'HOT', origin: 'AUTO_CALL' });
      const lanes = await app.sql("select 1 from calls where lane = 'HOT' and ended_at is null");
      expect(lanes).toHaveLength(1);
      expect(await pace(crowd)).toEqual([]);
    });

    it('is not there for a second call of the same lead', async () => {
      const crowd = await stage(30);
      const hot = await atOnce(await stage(1, { start: false }), newYorkNumber(501));
      await pace(crowd);
      await app.sql('update enrolments set attempts = 1, priority = 3 where campaign_id = $1', [hot.campaignId]);
      expect(await ready(hot)).toBe(0);
      expect(await pace(hot)).toEqual([]);
    });

    it('is no call back’s, while a new lead of the same campaign waits', async () => {
      const crowd = await stage(30);
      const hot = await atOnce(await stage(1, { start: false }), newYorkNumber(502));
      await atOnce(hot, newYorkNumber(503));
      expect(await pace(crowd)).toHaveLength(10);
      const promised = 'update enrolments set attempts = 1, priority = 0 where lead_id = $1';
      await app.sql(promised, hot.leadIds);
      expect(await ready(hot)).toBe(1);
      expect(await pace(hot)).toHaveLength(1);
      expect(await pace(hot)).toEqual([]);
      const people =
        'select e.priority from calls c join enrolments e on e.id = c.enrolment_id where c.campaign_id = $1';
      expect(await app.sql(people, [hot.campaignId])).toEqual([{ priority: 1 }]);
      const [wanted] = await app.sql('select wanted, hot_wanted from dialing_demand where campaign_id = $1', [
        hot.campaignId,
      ]);
      expect(wanted).toEqual({ wanted: 1, hot_wanted: 0 });
      await end(`campaign_id = '${crowd.campaignId}'`);
      expect(await pace(hot)).toHaveLength(1);
    });

    it('lets a call be made by hand, and refuses at once the one beyond it', async () => {
      const staged = await stage(30);
      expect(await pace(staged)).toHaveLength(10);
      expect(await byHand(staged, 0)).toMatchObject({ kind: 'QUEUED', call: { lane: 'HOT' } });
      expect(await byHand(staged, 1)).toMatchObject({ kind: 'QUEUED' });
      expect(await byHand(staged, 2)).toEqual({ kind: 'LIMIT_REACHED', limit: 'PLATFORM_CONCURRENCY' });
    });

    it('never lets calls by hand pass the limit of their agent, which holds for nobody else’s', async () => {
      const [staged, other] = [await stage(3), await stage(1)];
      await app.sql('update agents set max_concurrent_calls = 1 where id = $1', [staged.agentId]);
      const answers = await Promise.all([0, 1, 2].map((n) => byHand(staged, n)));
      const refused = { kind: 'LIMIT_REACHED', limit: 'AGENT_CONCURRENCY' };
      expect(answers.filter(({ kind }) => kind !== 'QUEUED')).toEqual([refused, refused]);
      expect(await byHand(other)).toMatchObject({ kind: 'QUEUED' });
      await end(`tenant_id = '${staged.tenantId}'`);
      expect(await byHand(staged, 1)).toMatchObject({ kind: 'QUEUED' });
    });

    it('never lets calls by hand pass the company’s limits, however many are asked for at once', async () => {
      const staged = await stage(9);
      await settings(staged, { maxConcurrentCalls: 3 });
      const answers = await Promise.all(staged.leadIds.map((_, n) => byHand(staged, n)));
      expect(answers.filter(({ kind }) => kind === 'QUEUED')).toHaveLength(3);
      expect(answers).toContainEqual({ kind: 'LIMIT_REACHED', limit: 'TENANT_CONCURRENCY' });
      await end('true');
      await settings(staged, { dailyCallLimit: 1 });
      expect(await byHand(staged, 0)).toMatchObject({ kind: 'QUEUED' });
      expect(await byHand(staged, 1)).toEqual({ kind: 'LIMIT_REACHED', limit: 'TENANT_DAILY_LIMIT' });
    });

    it('leaves nothing behind when the call is not made after all', async () => {
      const staged = await stage(1);
      const slots = app.asTenant(staged.tenantId, () =>
        app.get(HandCallSlots).withRoom(staged.agentId, () => Promise.reject(new Error('no'))),
      );
      await expect(slots).rejects.toThrow('no');
      expect(await liveOf(staged)).toBe(0);
    });
  });

  it('cannot be taken by a company for itself', async () => {
    const staged = await stage(1);
    const grab = (column: string) =>
      app.asTenant(staged.tenantId, () =>
        app.get(UnitOfWork).run((tx) => tx.query(`update tenants set ${column} = 100`)),
      );
    await expect(grab('guaranteed_calls')).rejects.toThrow('permission denied');
    await expect(grab('dialing_share')).rejects.toThrow('permission denied');
    await expect(share({ ...staged, tenantId: '018f0000-0000-7000-8000-00000000000a' }, 1)).rejects.toThrow();
    await share(staged, 5, 7);
    const log = await app.sql(
      "select body::jsonb -> 'details' as details from audit_log where tenant_id = $1 and action = 'tenant.share-set'",
      [staged.tenantId],
    );
    expect(log).toEqual([{ details: { guaranteedCalls: 5, dialingShare: 7 } }]);
  });

  it('forgets in time what was given long ago', async () => {
    const staged = await stage(30);
    expect(await pace(staged)).toHaveLength(10);
    for (const ms of [4_000, 3_600_000, 9_000_000, 9_000_000]) {
      app.clock.advance(ms);
      await pace(staged);
    }
    const rows = await app.sql<{ recent_calls: number }>('select recent_calls from dialing_demand');
    expect(rows).toEqual([{ recent_calls: 0 }]);
  });

  it('shows a company nothing of what another one wants', async () => {
    const crowd = await stage(30);
    const other = await stage(1);
    await pace(crowd);
    const seenBy = ({ tenantId }: StagedCampaign) =>
      app.asTenant(tenantId, () => app.get(UnitOfWork).run((tx) => tx.query('select 1 from dialing_demand')));
    expect(await seenBy(crowd)).toHaveLength(1);
    expect(await seenBy(other)).toHaveLength(0);
  });
});
