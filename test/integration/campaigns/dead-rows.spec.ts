import type { EntityManager } from 'typeorm';
import { CapacitySurvey } from '../../../src/campaigns/allocation/capacity-survey.service';
import { countDue } from '../../../src/campaigns/allocation/demand-book';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { duePeople } from '../../../src/campaigns/dialing/due-people';
import { earliestOpening } from '../../../src/campaigns/dialing/earliest-opening';
import { QueueFrontBook } from '../../../src/campaigns/dialing/queue-front-book.service';
import { FROM_THE_FIRST, type QueueFronts } from '../../../src/campaigns/dialing/queue-fronts';
import { ContactHoursReader } from '../../../src/compliance/contact-hours.service';
import { Campaign } from '../../../src/campaigns/campaign.entity';
import { PlatformConnection } from '../../../src/platform/database/connections';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { FullLooks } from '../../../src/platform/database/full-looks';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';
import { until } from '../../support/until';

const DEAD = 8_000;
const MOMENT = '2026-07-07T18:00:00Z';

describe('what claims leave behind while an old transaction is open', () => {
  let app: DialerApp;
  let endReader: () => Promise<void>;
  let staged: StagedCampaign;
  let other: StagedCampaign;
  let cheap: jest.SpyInstance;

  beforeAll(async () => {
    app = await startDialerApp();
    app.clock.set(MOMENT);
    staged = await aCampaign(app, { phones: [1, 2, 3].map(newYorkNumber), maxConcurrentCalls: 50 });
    other = await aCampaign(app, { phones: [newYorkNumber(1)] });
    endReader = await oldReader();
  });
  afterAll(async () => {
    await endReader();
    await app.close();
  });
  // Every look counts as an expensive one.
  beforeEach(() => (cheap = jest.spyOn(FullLooks, 'isCheap').mockReturnValue(false)));
  afterEach(() => cheap.mockRestore());

  /** As a report that takes all day. */
  async function oldReader(): Promise<() => Promise<void>> {
    const runner = app.get(PlatformConnection).source.createQueryRunner();
    await runner.startTransaction('REPEATABLE READ');
    await runner.query('set local idle_in_transaction_session_timeout = 0');
    await runner.query('select 1 from tenants limit 1');
    return async () => {
      await runner.rollbackTransaction();
      await runner.release();
    };
  }

  /** Rows like those of the campaign, due before them and touched before them, that were there and are gone. */
  const leaveDead = (table: 'enrolments' | 'calls', { campaignId }: StagedCampaign) =>
    app.sql(`begin;
      set local session_replication_role = replica;
      insert into ${table} select ghost.* from (select * from ${table} where campaign_id = '${campaignId}' limit 1) e
        cross join generate_series(1, ${DEAD}) as n
        cross join lateral jsonb_populate_record(e::${table}, to_jsonb(e) || jsonb_build_object('id', gen_random_uuid(),
          'lead_id', gen_random_uuid(), 'enrolment_id', gen_random_uuid(), 'phone', '+1999' || n,
          'due_at', timestamptz '${MOMENT}' - n * interval '1 minute', 'updated_at', timestamptz '${MOMENT}' - n * interval '1 minute')) as ghost;
      delete from ${table} where phone like '+1999%';
      commit`);

  const inTenant = <T>(
    { tenantId, campaignId }: StagedCampaign,
    work: (tx: EntityManager, campaign: Campaign) => Promise<T>,
  ) =>
    app.asTenant(tenantId, () =>
      app.get(UnitOfWork).run(async (tx) => work(tx, await tx.findOneByOrFail(Campaign, { tenantId, id: campaignId }))),
    );

  /** Pages PostgreSQL reads for the statement `work` makes. */
  async function pagesOf(tx: EntityManager, work: (explained: EntityManager) => Promise<unknown>): Promise<number> {
    let pages = 0;
    const query = async (text: string, parameters: unknown[]): Promise<object> => {
      const [row] = (await tx.query(`explain (analyze, buffers, format json) ${text}`, parameters)) as {
        'QUERY PLAN': { Plan: Record<string, number> }[];
      }[];
      const plan = row?.['QUERY PLAN'][0]?.Plan ?? {};
      pages += (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
      return { records: [] };
    };
    await work({ queryRunner: { query } } as unknown as EntityManager);
    return pages;
  }

  const zonesOf = ({ tenantId }: StagedCampaign) =>
    app
      .sql<{ key: string }>('select zone_key as key from dial_zones where tenant_id = $1', [tenantId])
      .then((rows) => rows.map(({ key }) => key));

  async function pagesOfLooks(fronts: QueueFronts): Promise<{ count: number; claim: number; opening: number }> {
    const [openZones, moment] = [await zonesOf(staged), app.clock.now()];
    const { zones, hours } = await app.asTenant(staged.tenantId, () => app.get(ContactHoursReader).ofZones());
    const since = { moment, openNow: openZones, fronts };
    return inTenant(staged, async (tx, campaign) => ({
      opening: await pagesOf(tx, (explained) => earliestOpening(explained, campaign, { zones, hours }, since)),
      count: await pagesOf(tx, (explained) => countDue(explained, campaign, { openZones, fronts, moment })),
      claim: await pagesOf(tx, (explained) =>
        duePeople(explained, { campaign, openZones, fronts, limit: 10, moment }, [
          { id: staged.agentId, share: null, live: 0, free: null },
        ]),
      ),
    }));
  }

  const frontsOf = async (of: StagedCampaign, book: QueueFrontBook): Promise<QueueFronts> => {
    const zones = await zonesOf(of);
    return inTenant(of, (tx, campaign) => book.of(tx, campaign, zones, app.clock.now()));
  };
  const counted = async (of: StagedCampaign, fronts: QueueFronts): Promise<number> => {
    const openZones = await zonesOf(of);
    return inTenant(of, async (tx, campaign) => {
      const { hot, normal } = await countDue(tx, campaign, { openZones, fronts, moment: app.clock.now() });
      return hot + normal;
    });
  };

  it('is not read by looks for people, once one was expensive', async () => {
    const fresh = await pagesOfLooks(FROM_THE_FIRST);
    // As it is once the company's tables have been looked at by PostgreSQL.
    await app.sql('analyze enrolments, calls');
    await leaveDead('enrolments', staged);
    const dead = await pagesOfLooks(FROM_THE_FIRST);
    expect(dead.count).toBeGreaterThan(fresh.count + 100);
    const book = new QueueFrontBook();
    await book.timed({ tenantId: staged.tenantId, id: staged.campaignId }, FROM_THE_FIRST, async () => undefined);
    const fronts = await frontsOf(staged, book);
    expect(await counted(staged, fronts)).toBe(3);
    const known = await pagesOfLooks(fronts);
    expect(known.count).toBeLessThan(fresh.count + 30);
    expect(dead.opening).toBeLessThan(fresh.opening + 30);
    expect(known.opening).toBeLessThan(fresh.opening + 30);
    expect(known.claim).toBeLessThan(fresh.claim + 30);
    expect(await counted(other, await frontsOf(other, book))).toBe(1);
  });

  it('hides nobody who is put back with an old moment for longer than a second', async () => {
    const book = new QueueFrontBook();
    await book.timed({ tenantId: staged.tenantId, id: staged.campaignId }, FROM_THE_FIRST, async () => undefined);
    expect((await frontsOf(staged, book)).overlooksForMs).toBeNull();
    await app.sql(`update enrolments set due_at = due_at - interval '1 day' where campaign_id = $1 and phone = $2`, [
      staged.campaignId,
      newYorkNumber(1),
    ]);
    const begun = performance.now();
    const fronts = await frontsOf(staged, book);
    expect(await counted(staged, fronts)).toBe(2);
    expect(fronts.overlooksForMs).toBeGreaterThan(0);
    expect(fronts.overlooksForMs).toBeLessThanOrEqual(1_000);
    await until(async () => (await counted(staged, await frontsOf(staged, book))) === 3);
    expect(performance.now() - begun).toBeLessThan(3_000);
  });

  it('looks from the front when the clock was set back, and while looks are cheap', async () => {
    const book = new QueueFrontBook();
    const queues = { tenantId: staged.tenantId, id: staged.campaignId };
    await book.timed(queues, FROM_THE_FIRST, async () => undefined);
    await frontsOf(staged, book);
    expect((await frontsOf(staged, book)).overlooksForMs).not.toBeNull();
    app.clock.set('2026-07-07T17:00:00Z');
    expect((await frontsOf(staged, book)).overlooksForMs).toBeNull();
    app.clock.set(MOMENT);
    cheap.mockReturnValue(true);
    expect(await frontsOf(staged, new QueueFrontBook())).toBe(FROM_THE_FIRST);
  });

  it('is not read by the survey of live calls, which counts every one', async () => {
    cheap.mockReturnValue(true);
    await app.asTenant(staged.tenantId, () => app.get(CampaignPacer).pace(staged.campaignId));
    await leaveDead('calls', staged);
    cheap.mockReturnValue(false);
    const survey = app.get(CapacitySurvey);
    const liveIn = async (): Promise<number | undefined> => {
      const account = { state: 'CLOSED' as const, callsPerSecond: 1, retryAt: null };
      const { view } = await survey.take(app.clock.now(), account);
      return view.tenants.find(({ id }) => id === staged.tenantId)?.live;
    };
    // The first is expensive, the second asks where the live ones begin, the third knows.
    for (let times = 0; times < 3; times += 1) expect(await liveIn()).toBe(3);
  });
});
