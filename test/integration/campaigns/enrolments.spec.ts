import { v7 as uuidv7 } from 'uuid';
import { CallPlacer } from '../../../src/calls/placing/call-placer.service';
import { CampaignListener } from '../../../src/campaigns/campaign.listener';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { ConclusionListener } from '../../../src/campaigns/conclusion.listener';
import { CampaignClosing } from '../../../src/campaigns/dialing/campaign-closing.service';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { EnrolmentsService } from '../../../src/campaigns/enrolments.service';
import { LeadEditor } from '../../../src/leads/lead-editor.service';
import { LeadsService } from '../../../src/leads/leads.service';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';
import { sidOf } from '../../support/doubles/scripted-carrier';
import { until } from '../../support/until';
import { ownStatementsOf } from '../leads/leads-app';

/** More than two batches. */
const MANY = 4_100;

describe('enrolments', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  beforeEach(() => app.clock.set('2026-07-07T18:00:00Z'));

  const as = <T>({ tenantId }: StagedCampaign, work: () => Promise<T>) => app.asTenant(tenantId, work);
  const pace = (staged: StagedCampaign) => as(staged, () => app.get(CampaignPacer).pace(staged.campaignId));
  const stop = (staged: StagedCampaign) => as(staged, () => app.get(CampaignsService).stop(staged.campaignId));
  const closeDown = ({ campaignId, ...staged }: StagedCampaign) =>
    app.asTenant(staged.tenantId, () => app.get(ConclusionListener).closeDown({ campaignId }));
  const rows = ({ campaignId }: StagedCampaign) =>
    app.sql('select * from enrolments where campaign_id = $1 order by phone', [campaignId]);
  const progress = async ({ campaignId }: StagedCampaign) =>
    (await app.sql('select * from campaign_progress where campaign_id = $1', [campaignId]))[0];

  describe('follow their lead', () => {
    const follow = (staged: StagedCampaign) =>
      as(staged, () => app.get(CampaignListener).followLeads({ leadIds: staged.leadIds.slice(0, 1) }));
    const moveToCalifornia = (staged: StagedCampaign) =>
      as(staged, () =>
        app.get(LeadEditor).change(staged.leadIds[0] ?? '', { address: { state: 'CA', country: 'US' } }),
      );
    const zone = async (staged: StagedCampaign) => (await rows(staged))[0]?.['zone_key'];

    it('to the zone it is in now: nobody in California is called at eight in New York', async () => {
      const staged = await aCampaign(app);
      const others = await aCampaign(app);
      await moveToCalifornia(staged);
      await follow(staged);
      app.clock.set('2026-07-08T12:00:00Z'); // 08:00 in New York, 05:00 in Los Angeles
      expect(await pace(staged)).toEqual([]);
      expect(await pace(others)).toHaveLength(1);
      app.clock.set('2026-07-08T16:00:00Z'); // 09:00 in Los Angeles: an AI may call no earlier there
      expect(await pace(staged)).toHaveLength(1);
      expect(await zone(staged)).toContain('America/Los_Angeles');
      expect(await zone(others)).not.toContain('America/Los_Angeles');
    });

    it('while a call is under way, so that they do not come back to the old zone', async () => {
      const staged = await aCampaign(app);
      const [callId] = await pace(staged);
      await moveToCalifornia(staged);
      await follow(staged);
      app.clock.set('2026-07-08T02:30:00Z'); // 22:30 in New York, 19:30 in Los Angeles
      await as(staged, () => app.get(CallPlacer).place(callId ?? ''));
      expect((await rows(staged))[0]).toMatchObject({
        state: 'WAITING',
        zone_key: expect.stringContaining('America/Los_Angeles') as string,
        due_at: new Date('2026-07-08T16:00:00Z'),
      });
    });

    it('as builds before told of it, one lead at a time', async () => {
      const staged = await aCampaign(app);
      await moveToCalifornia(staged);
      await as(staged, () => app.get(CampaignListener).followLead({ leadId: staged.leadIds[0] ?? '' }));
      expect(await zone(staged)).toContain('America/Los_Angeles');
    });

    it('many at once: one statement finds that none is left behind, and one that fails holds up no other', async () => {
      const staged = await aCampaign(app, { phones: [newYorkNumber(1), newYorkNumber(2), newYorkNumber(3)] });
      const followAll = () => as(staged, () => app.get(CampaignListener).followLeads(staged));
      expect(await ownStatementsOf(followAll)).toHaveLength(1);
      const [first = '', second = ''] = staged.leadIds;
      for (const leadId of [first, second])
        await as(staged, () => app.get(LeadEditor).change(leadId, { address: { state: 'CA', country: 'US' } }));
      const inCalifornia = async () =>
        (await rows(staged))
          .filter((row) => String(row['zone_key']).includes('Los_Angeles'))
          .map((row) => row['lead_id']);
      const refusal = `check (lead_id <> '${first}' or zone_key not like '%Los_Angeles%')`;
      await app.sql(`alter table enrolments add constraint planted ${refusal}`);
      await expect(followAll()).rejects.toThrow('planted');
      expect(await inCalifornia()).toEqual([second]);
      await app.sql('alter table enrolments drop constraint planted');
      await followAll();
      expect((await inCalifornia()).toSorted()).toEqual([first, second].toSorted());
    });

    it('not into another tenant', async () => {
      const staged = await aCampaign(app);
      const others = await aCampaign(app);
      await moveToCalifornia(staged);
      await as(others, () => app.get(CampaignListener).followLeads({ leadIds: staged.leadIds.slice(0, 1) }));
      expect(await zone(staged)).not.toContain('America/Los_Angeles');
    });

    it('to their end when nowhere is known to be lawful any more', async () => {
      const staged = await aCampaign(app);
      await app.sql(
        "insert into dial_zones (tenant_id, zone_key, jurisdictions, time_zones) values ($1, 'UNKNOWN', '{}', '{}')",
        [staged.tenantId],
      );
      await app.sql("update leads set zone_key = 'UNKNOWN' where id = $1", [staged.leadIds[0]]);
      await follow(staged);
      expect(await rows(staged)).toMatchObject([
        { state: 'ENDED', end_reason: 'UNREACHABLE_BY_LAW', outcome: 'FAILED' },
      ]);
      expect(await as(staged, () => app.get(CampaignsService).get(staged.campaignId))).toMatchObject({
        status: 'COMPLETED',
      });
    });

    it.each([
      ['INVALID', 'INVALID_NUMBER'],
      ['WRONG_PERSON', 'WRONG_NUMBER'],
    ] as const)('to their end when another call finds the phone %s', async (status, outcome) => {
      const staged = await aCampaign(app);
      await as(staged, () => app.get(LeadsService).markPhone(staged.leadIds[0] ?? '', status));
      await follow(staged);
      expect(await rows(staged)).toMatchObject([{ state: 'ENDED', end_reason: 'PHONE_UNUSABLE', outcome }]);
    });

    it('at the last gate too, when the news of the phone is late', async () => {
      const staged = await aCampaign(app);
      const [callId] = await pace(staged);
      await as(staged, () => app.get(LeadsService).markPhone(staged.leadIds[0] ?? '', 'INVALID'));
      await as(staged, () => app.get(CallPlacer).place(callId ?? ''));
      expect(await rows(staged)).toMatchObject([{ state: 'ENDED', end_reason: 'PHONE_UNUSABLE', attempts: 0 }]);
    });
  });

  describe('many at once', () => {
    const transactionsOf = async ({ campaignId }: StagedCampaign) =>
      (
        await app.sql<{ n: number }>(
          'select count(distinct xmin::text)::int as n from enrolments where campaign_id = $1',
          [campaignId],
        )
      )[0]?.n;

    it('are added and ended in transactions of bounded size', async () => {
      const staged = await aCampaign(app, { phones: [newYorkNumber(1)] });
      await app.sql(
        `insert into leads (tenant_id, id, phone, zone_key, project_id, source, created_at, updated_at)
         select tenant_id, gen_random_uuid(), '+1646' || lpad(n::text, 7, '0'), zone_key, project_id, source, created_at, updated_at
         from leads cross join generate_series(1, $2) n where id = $1`,
        [staged.leadIds[0], MANY - 1],
      );
      const add = () =>
        as(staged, () => app.get(EnrolmentsService).add(staged.campaignId, { projectId: staged.projectId }));
      expect(await add()).toEqual({ added: MANY - 1, alreadyEnrolled: 1, unreachable: 0, unknown: 0 });
      expect(await add()).toEqual({ added: 0, alreadyEnrolled: MANY, unreachable: 0, unknown: 0 });
      expect(await transactionsOf(staged)).toBeGreaterThan(2);

      await stop(staged);
      expect(await pace(staged)).toEqual([]);
      expect(await progress(staged)).toMatchObject({ total: MANY, remaining: MANY });
      await closeDown(staged);
      expect(await progress(staged)).toMatchObject({ total: MANY, remaining: 0, failed: MANY });
      expect(await transactionsOf(staged)).toBe(3);
    });

    it('counts whom it cannot enrol, and ids of nobody', async () => {
      const staged = await aCampaign(app, { phones: [newYorkNumber(1), newYorkNumber(2)] });
      const { id } = await as(staged, () =>
        app.get(CampaignsService).create({ name: 'Autumn', projectId: staged.projectId }),
      );
      await as(staged, () => app.get(LeadsService).markPhone(staged.leadIds[0] ?? '', 'INVALID'));
      const report = await as(staged, () =>
        app.get(EnrolmentsService).add(id, { leadIds: [...staged.leadIds, uuidv7()] }),
      );
      expect(report).toEqual({ added: 1, alreadyEnrolled: 0, unreachable: 1, unknown: 1 });
    });
  });

  describe('of a stopped campaign', () => {
    it('take nobody new', async () => {
      const staged = await aCampaign(app);
      await stop(staged);
      await expect(
        as(staged, () => app.get(EnrolmentsService).add(staged.campaignId, { leadIds: staged.leadIds })),
      ).rejects.toThrow('CANCELLED cannot be changed');
    });

    it('end even when one is given back at that very moment by who has not heard of it', async () => {
      const staged = await aCampaign(app);
      await pace(staged);
      let giveBack = (): void => undefined;
      const decided = new Promise<void>((resolve) => (giveBack = resolve));
      let lockTaken = (): void => undefined;
      const locked = new Promise<void>((resolve) => (lockTaken = resolve));
      const late = as(staged, () =>
        app.get(UnitOfWork).run(async (tx) => {
          await tx.query('select 1 from enrolments where campaign_id = $1 for update', [staged.campaignId]);
          lockTaken();
          await decided;
          await tx.query("update enrolments set state = 'WAITING' where campaign_id = $1", [staged.campaignId]);
        }),
      );
      await locked;
      await stop(staged);
      const closing = as(staged, () => app.get(CampaignClosing).endWaiting(staged.campaignId));
      await until(
        async () =>
          (
            await app.sql(
              "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
            )
          ).length > 0,
      );
      giveBack();
      await Promise.all([late, closing]);
      expect(await rows(staged)).toMatchObject([{ state: 'ENDED', end_reason: 'CAMPAIGN_STOPPED' }]);
    });

    it('end although the carrier cannot be asked to stop its phones', async () => {
      const staged = await aCampaign(app, { phones: [newYorkNumber(1), newYorkNumber(2)], maxConcurrentCalls: 1 });
      const [callId] = await pace(staged);
      await as(staged, () => app.get(CallPlacer).place(callId ?? ''));
      await stop(staged);
      app.carrier.unreachable.add(sidOf(callId ?? ''));
      await expect(closeDown(staged)).rejects.toThrow('still ring');
      expect((await rows(staged)).map(({ state }) => state).toSorted()).toEqual(['ENDED', 'IN_FLIGHT']);
    });
  });

  describe('by themselves', () => {
    const arrive = ({ tenantId, projectId, leadIds }: StagedCampaign) =>
      app.asTenant(tenantId, () => app.get(CampaignListener).autoCall({ leadIds: leadIds.slice(0, 1), projectId }));
    const standing = async ({ projectId }: StagedCampaign): Promise<string> =>
      (
        await app.sql<{ id: string }>(
          "select id from campaigns where project_id = $1 and kind = 'AUTO_CALL' and deleted_at is null",
          [projectId],
        )
      )[0]?.id ?? '';
    const enrolledIn = async (campaignId: string) =>
      (await app.sql('select 1 from enrolments where campaign_id = $1', [campaignId])).length;

    it('once each, in the standing campaign of a project that calls at once, and in no other', async () => {
      const calling = await aCampaign(app, { autoCall: true });
      const silent = await aCampaign(app);
      await arrive(calling);
      await arrive(calling);
      await arrive(silent);
      expect(await enrolledIn(await standing(calling))).toBe(1);
      expect(await standing(silent)).toBe('');
    });

    it('no more once that campaign was stopped, until it is deleted', async () => {
      const staged = await aCampaign(app, { autoCall: true });
      await arrive(staged);
      const stopped = await standing(staged);
      await app.sql('delete from enrolments where campaign_id = $1', [stopped]);
      await as(staged, () => app.get(CampaignsService).stop(stopped));
      await arrive(staged);
      expect(await enrolledIn(stopped)).toBe(0);
      await as(staged, () => app.get(CampaignsService).remove(stopped));
      await arrive(staged);
      expect(await enrolledIn(await standing(staged))).toBe(1);
    });
  });
});
