import { v7 as uuidv7 } from 'uuid';
import { CallPlacer } from '../../../src/calls/placing/call-placer.service';
import { AutoCaller } from '../../../src/campaigns/auto-caller.service';
import { CampaignListener } from '../../../src/campaigns/campaign.listener';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { LeadHours } from '../../../src/campaigns/speed-to-lead/lead-hours.service';
import { SpeedNews } from '../../../src/campaigns/speed-to-lead/speed-news.service';
import { type SpeedFigures, SpeedReader } from '../../../src/campaigns/speed-to-lead/speed-reader.service';
import { SpeedSweep } from '../../../src/campaigns/speed-to-lead/speed-sweep';
import { type NewTarget, SpeedTargets } from '../../../src/campaigns/speed-to-lead/speed-targets.service';
import { SpeedToLeadListener } from '../../../src/campaigns/speed-to-lead/speed-to-lead.listener';
import { SpeedToLeadMoved } from '../../../src/campaigns/speed-to-lead/speed-to-lead.topics';
import { LeadsService } from '../../../src/leads/leads.service';
import { Topics } from '../../../src/platform/pubsub/topics';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { aConsent } from '../../support/builders/a-consent';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';
import { until } from '../../support/until';
import { ownStatementsOf } from '../leads/leads-app';

describe('speed to lead', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  beforeEach(() => app.clock.set('2026-07-07T18:00:00Z'));

  const as = <T>({ tenantId }: StagedCampaign, work: () => Promise<T>) => app.asTenant(tenantId, work);
  const read = (staged: StagedCampaign, source: string | null = null): Promise<SpeedFigures[]> =>
    as(staged, () => app.get(SpeedReader).read('LAST_DAY', source));
  const target = (staged: StagedCampaign, about: Partial<NewTarget> = {}) =>
    as(staged, () => app.get(SpeedTargets).set({ source: 'WEB_FORM', seconds: 10, ...about }));
  const alerts = ({ tenantId }: StagedCampaign) =>
    app.sql('select kind, reason, source from dialing_alerts where tenant_id = $1 order by at', [tenantId]);
  const after = (seconds: number): void => app.clock.set(new Date(app.clock.now().getTime() + seconds * 1_000));
  const aProject = () => aCampaign(app, { autoCall: true, phones: [], start: false });

  /** A form is stored, and the fact of its mapping told. */
  const comes = async (staged: StagedCampaign, n: number, about: { importId?: string } = {}): Promise<string> => {
    const { tenantId, projectId } = staged;
    const phone = newYorkNumber(n);
    return as(staged, async () => {
      const { lead } = await app.get(LeadsService).receive({ phone, source: 'WEB_FORM', projectId, ...about });
      await aConsent(app, tenantId, phone);
      await told(staged, lead.id);
      return lead.id;
    });
  };
  const told = (staged: StagedCampaign, ...leadIds: string[]) =>
    as(staged, async () => {
      const { projectId } = staged;
      await app.get(AutoCaller).enrol(leadIds, projectId);
      await app.get(SpeedToLeadListener).beginToWait({ leadIds, projectId }, delivery());
    });
  const delivery = () => ({ eventId: uuidv7(), occurredAt: app.clock.now(), attempt: 1 });
  const moved = (staged: StagedCampaign, leadId: string, campaignId?: string) =>
    as(staged, () => app.get(SpeedToLeadListener).followCall({ leadId, ...(campaignId ? { campaignId } : {}) }));
  const standing = async ({ projectId }: StagedCampaign): Promise<string> =>
    (
      await app.sql<{ id: string }>("select id from campaigns where project_id = $1 and kind = 'AUTO_CALL'", [
        projectId,
      ])
    )[0]?.id ?? '';
  /** Everybody due is called. @returns the campaign. */
  const calls = async (staged: StagedCampaign): Promise<string> => {
    const campaignId = await standing(staged);
    const claimed = await as(staged, () => app.get(CampaignPacer).pace(campaignId));
    for (const callId of claimed) await as(staged, () => app.get(CallPlacer).place(callId));
    return campaignId;
  };

  /** Leads that were called after so many seconds each, long ago as seen from today's clock. */
  const history = async (staged: StagedCampaign, seconds: readonly number[], source = 'WEB_FORM') => {
    for (const [n, wait] of seconds.entries()) {
      const phone = newYorkNumber(3_000 + n);
      const { lead } = await as(staged, () => app.get(LeadsService).receive({ phone, source }));
      const asked = new Date(app.clock.now().getTime() - 60_000 + n);
      await app.sql(
        `insert into lead_speeds (tenant_id, lead_id, project_id, source, received_at, in_hours, asked_at, open_ms)
         values ($1, $2, $3, $4, $5, true, $6, $7)
         on conflict (tenant_id, lead_id) do update set received_at = $5, asked_at = $6, open_ms = $7`,
        [
          staged.tenantId,
          lead.id,
          staged.projectId,
          source,
          new Date(asked.getTime() - wait * 1_000),
          asked,
          wait * 1_000,
        ],
      );
    }
  };

  it('is measured from the form over the request to the carrier to the answer, for its own company alone', async () => {
    const staged = await aProject();
    const others = await aProject();
    const lead = await comes(staged, 1);
    expect(await read(staged)).toMatchObject([{ source: 'WEB_FORM', leads: 1, asked: 0, waiting: 1, askedP95: null }]);
    after(3);
    const campaignId = await calls(staged);
    await moved(staged, lead, campaignId);
    after(7);
    await app.sql("update calls set status = 'IN_PROGRESS', answered_at = $2 where lead_id = $1", [
      lead,
      app.clock.now(),
    ]);
    await moved(staged, lead, campaignId);
    await moved(staged, lead, campaignId);
    const told = { leads: 1, asked: 1, answered: 1, waiting: 0, outsideHours: 0 };
    const seconds = { askedP50: 3, askedP95: 3, openP95: 3, answeredP50: 10 };
    expect(await read(staged)).toMatchObject([{ ...told, ...seconds }]);
    expect(await read(staged, 'CSV')).toEqual([]);
    expect(await read(others)).toEqual([]);
  });

  it('takes back an answer that was a machine’s, and a request the carrier never served', async () => {
    const staged = await aProject();
    const lead = await comes(staged, 1);
    after(2);
    const campaignId = await calls(staged);
    await app.sql("update calls set status = 'IN_PROGRESS', answered_at = $2 where lead_id = $1", [
      lead,
      app.clock.now(),
    ]);
    await moved(staged, lead, campaignId);
    expect(await read(staged)).toMatchObject([{ asked: 1, answered: 1 }]);
    await app.sql("update calls set answered_by = 'MACHINE' where lead_id = $1", [lead]);
    await moved(staged, lead, campaignId);
    expect(await read(staged)).toMatchObject([{ asked: 1, answered: 0 }]);
    await app.sql('update calls set not_placed = true where lead_id = $1', [lead]);
    await moved(staged, lead, campaignId);
    expect(await read(staged)).toMatchObject([{ asked: 0, answered: 0 }]);
  });

  it('keeps the answer when two facts of one lead are followed at once, and the older look ends last', async () => {
    const staged = await aProject();
    const lead = await comes(staged, 1);
    const campaignId = await calls(staged);
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const hours = app.get(LeadHours);
    const of = hours.of.bind(hours);
    const looks = jest.spyOn(hours, 'of').mockImplementationOnce(async (projectId) => held.then(() => of(projectId)));
    const first = moved(staged, lead, campaignId);
    await until(() => looks.mock.calls.length > 0);
    after(2);
    await app.sql("update calls set status = 'IN_PROGRESS', answered_at = $2 where lead_id = $1", [
      lead,
      app.clock.now(),
    ]);
    let isDone = false;
    const second = moved(staged, lead, campaignId).then(() => (isDone = true));
    const waits = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    await until(async () => isDone || (await app.sql(waits)).length > 0);
    goOn();
    await Promise.all([first, second]);
    looks.mockRestore();
    expect(await read(staged)).toMatchObject([{ asked: 1, answered: 1 }]);
  });

  it('counts the hours in which the person may be called apart from the night', async () => {
    app.clock.set('2026-07-08T02:00:00Z'); // ten in the evening in New York
    const staged = await aProject();
    const lead = await comes(staged, 1);
    app.clock.set('2026-07-08T12:00:05Z'); // eight and five seconds in the morning
    await moved(staged, lead, await calls(staged));
    const [figures] = await read(staged);
    expect(figures).toMatchObject({ outsideHours: 1, askedP95: 10 * 3_600 + 5, openP95: 5 });
  });

  it('leaves out who was imported and who was mapped later', async () => {
    const staged = await aProject();
    const importId = uuidv7();
    await app.sql('insert into lead_imports (tenant_id, id, started_at, updated_at) values ($1, $2, now(), now())', [
      staged.tenantId,
      importId,
    ]);
    await comes(staged, 1, { importId });
    const later = await as(staged, () =>
      app.get(LeadsService).receive({ phone: newYorkNumber(2), source: 'WEB_FORM' }),
    );
    after(3_600);
    await told(staged, later.lead.id);
    expect(await read(staged)).toEqual([]);
    const rows = await app.sql('select excluded from lead_speeds where tenant_id = $1 order by received_at', [
      staged.tenantId,
    ]);
    expect(rows).toEqual([{ excluded: 'IMPORTED' }, { excluded: 'MAPPED_LATER' }]);
  });

  it('measures nothing where nobody is called at once, nor by the calls of an ordinary campaign', async () => {
    const staged = await aCampaign(app);
    const [lead = ''] = staged.leadIds;
    await told(staged, lead);
    expect(await app.sql('select 1 from lead_speeds where tenant_id = $1', [staged.tenantId])).toEqual([]);
    const waiting = await aProject();
    const id = await comes(waiting, 1);
    await calls(waiting);
    await moved(waiting, id, staged.campaignId);
    expect(await read(waiting)).toMatchObject([{ asked: 0 }]);
  });

  describe('of many leads told of at once', () => {
    const unheard = (staged: StagedCampaign, ...numbers: number[]) =>
      as(staged, async () => {
        const ids: string[] = [];
        for (const n of numbers) {
          const about = { phone: newYorkNumber(n), source: 'WEB_FORM', projectId: staged.projectId };
          ids.push((await app.get(LeadsService).receive(about)).lead.id);
        }
        return ids;
      });
    const begun = ({ tenantId }: StagedCampaign) =>
      app.sql<{ lead_id: string }>('select lead_id from lead_speeds where tenant_id = $1 order by lead_id', [tenantId]);

    it('takes as many statements as of one, and twice is as good as once', async () => {
      const staged = await aProject();
      const others = await aProject();
      await told(staged, ...(await unheard(staged, 1)));
      const one = await unheard(staged, 2);
      const many = await unheard(staged, 3, 4, 5, 6, 7, 8, 9);
      const forOne = await ownStatementsOf(() => told(staged, ...one));
      const forMany = await ownStatementsOf(() => told(staged, ...many));
      expect(forMany).toHaveLength(forOne.length);
      expect(forMany).toHaveLength(12);
      await told(staged, ...many);
      expect(await read(staged)).toMatchObject([{ leads: 9, waiting: 9 }]);
      expect(await app.sql('select 1 from enrolments where tenant_id = $1', [staged.tenantId])).toHaveLength(9);
      await told(others, ...many);
      expect(await begun(others)).toEqual([]);
    });

    it('begins for all but the one whose row the database refuses, and says so', async () => {
      const staged = await aProject();
      const leadIds = await unheard(staged, 1, 2, 3, 4, 5);
      const bad = leadIds[3] ?? '';
      const refusal = `alter table lead_speeds add constraint planted check (lead_id <> '${bad}')`;
      await app.sql(refusal);
      await expect(told(staged, ...leadIds)).rejects.toThrow('planted');
      await app.sql('alter table lead_speeds drop constraint planted');
      expect((await begun(staged)).map((row) => row.lead_id)).toEqual(leadIds.filter((id) => id !== bad).toSorted());
      await told(staged, ...leadIds);
      expect(await begun(staged)).toHaveLength(5);
    });

    it('begins for all but the one whose hours cannot be told, and says so', async () => {
      const staged = await aProject();
      const leadIds = await unheard(staged, 1, 2, 3);
      const bad = leadIds[1] ?? '';
      const of = jest.spyOn(app.get(LeadHours), 'of').mockResolvedValue((zoneKey) => {
        if (zoneKey === 'PLANTED') throw new Error('no such zone');
        return () => ({ isOpen: true, opensAt: null, closesAt: null });
      });
      await app.sql(
        `insert into dial_zones (tenant_id, zone_key, jurisdictions, time_zones) values ($1, 'PLANTED', '{}', '{}')`,
        [staged.tenantId],
      );
      await app.sql(`update leads set zone_key = 'PLANTED' where id = $1`, [bad]);
      await expect(told(staged, ...leadIds)).rejects.toThrow('no such zone');
      of.mockRestore();
      expect((await begun(staged)).map((row) => row.lead_id)).toEqual(leadIds.filter((id) => id !== bad).toSorted());
    });

    it('hears of a lead as builds before told of it, one at a time', async () => {
      const staged = await aProject();
      const [leadId = ''] = await unheard(staged, 1);
      const { projectId } = staged;
      await as(staged, async () => {
        await app.get(CampaignListener).autoCallOne({ leadId, projectId });
        await app.get(SpeedToLeadListener).beginToWaitOne({ leadId, projectId }, delivery());
      });
      expect(await begun(staged)).toEqual([{ lead_id: leadId }]);
      expect(await app.sql('select lead_id from enrolments where tenant_id = $1', [staged.tenantId])).toEqual([
        { lead_id: leadId },
      ]);
    });
  });

  it('has exact percentiles', async () => {
    const staged = await aProject();
    await history(
      staged,
      Array.from({ length: 40 }, (_, n) => n + 1),
    );
    expect(await read(staged)).toMatchObject([{ leads: 40, askedP50: 20, askedP95: 38, openP50: 20, openP95: 38 }]);
  });

  describe('a target', () => {
    it('that the last leads miss is told once, and forgotten when it is met again', async () => {
      const staged = await aProject();
      const others = await aProject();
      await target(others);
      await target(staged);
      await history(
        staged,
        Array.from({ length: 19 }, () => 60),
      );
      expect((await target(staged)).missedSince).toBeNull(); // 19 say nothing
      await history(
        staged,
        Array.from({ length: 20 }, () => 60),
      );
      const missed = await target(staged);
      expect(missed.missedSince).toEqual(app.clock.now());
      const lead = await comes(staged, 1);
      after(2);
      await moved(staged, lead, await calls(staged));
      const told = { kind: 'SPEED_TO_LEAD_MISSED', reason: 'TARGET', source: 'WEB_FORM' };
      expect(await alerts(staged)).toEqual([told]);
      const facts = await app.sql("select payload from outbox where tenant_id = $1 and name = 'speed-to-lead.missed'", [
        staged.tenantId,
      ]);
      expect(facts).toEqual([{ payload: { source: 'WEB_FORM', reason: 'TARGET' } }]);
      expect(await alerts(others)).toEqual([]);
      await history(
        staged,
        Array.from({ length: 50 }, () => 1),
      );
      const quick = await comes(staged, 2);
      await moved(staged, quick, await calls(staged));
      expect(await read(staged)).toMatchObject([{ targetSeconds: 10, missedSince: null }]);
    });

    it('asks only for its percentile', async () => {
      const staged = await aProject();
      await history(staged, [...Array.from({ length: 20 }, () => 1), 600, 600]);
      expect((await target(staged, { percentile: 90 })).missedSince).toBeNull();
      expect((await target(staged, { percentile: 95 })).missedSince).not.toBeNull();
    });

    it('of one lead: who waits too long is told of once, by day', async () => {
      const staged = await aProject();
      const others = await aProject();
      await target(staged, { maxWaitSeconds: 30 });
      await target(others, { maxWaitSeconds: 30 });
      await comes(staged, 1);
      const sweep = () => app.get(SpeedSweep).sweep();
      after(29);
      await sweep();
      expect(await alerts(staged)).toEqual([]);
      after(2);
      await sweep();
      await sweep();
      expect(await alerts(staged)).toEqual([{ kind: 'SPEED_TO_LEAD_MISSED', reason: 'WAITING', source: 'WEB_FORM' }]);
      expect(await alerts(others)).toEqual([]);
      await app.sql("update enrolments set state = 'ENDED', end_reason = 'NO_CONSENT' where tenant_id = $1", [
        staged.tenantId,
      ]);
      await sweep();
      expect(await read(staged)).toMatchObject([{ waiting: 0, waitingSince: null }]);
    });

    it('of one lead is missed however many wait longer where it is night', async () => {
      app.clock.set('2026-07-07T12:30:00Z'); // 08:30 in New York, 02:30 in Honolulu
      const staged = await aProject();
      await target(staged, { maxWaitSeconds: 30 });
      for (let n = 0; n < 101; n += 1) await comes(staged, n);
      const asleep = 'US+US-HI|Pacific/Honolulu';
      await app.sql('insert into dial_zones (tenant_id, zone_key, jurisdictions, time_zones) values ($1, $2, $3, $4)', [
        staged.tenantId,
        asleep,
        ['US', 'US-HI'],
        ['Pacific/Honolulu'],
      ]);
      await app.sql('update leads set zone_key = $2 where tenant_id = $1', [staged.tenantId, asleep]);
      after(31);
      await app.get(SpeedSweep).sweep();
      expect(await alerts(staged)).toEqual([]);
      await comes(staged, 200);
      after(31);
      await app.get(SpeedSweep).sweep();
      expect(await alerts(staged)).toMatchObject([{ reason: 'WAITING' }]);
    });

    it('of one lead is not missed by night', async () => {
      app.clock.set('2026-07-08T02:00:00Z');
      const staged = await aProject();
      await target(staged, { maxWaitSeconds: 30 });
      await comes(staged, 1);
      after(3_600);
      await app.get(SpeedSweep).sweep();
      expect(await alerts(staged)).toEqual([]);
    });

    it('is the company’s own', async () => {
      const staged = await aProject();
      const others = await aProject();
      await target(staged);
      expect(await read(others)).toEqual([]);
      expect(await as(others, () => app.get(SpeedTargets).remove('WEB_FORM'))).toBeNull();
      expect(await read(staged)).toMatchObject([{ targetSeconds: 10 }]);
      await as(staged, () => app.get(SpeedTargets).remove('WEB_FORM'));
      expect(await read(staged)).toEqual([]);
    });
  });

  it('tells watchers of the company, many moves once', async () => {
    const staged = await aProject();
    const others = await aProject();
    const heard = await as(staged, () => app.get(Topics).subscribe(SpeedToLeadMoved));
    const elsewhere = await as(others, () => app.get(Topics).subscribe(SpeedToLeadMoved));
    await as(staged, async () => {
      for (let n = 0; n < 20; n += 1) app.get(SpeedNews).touch();
    });
    expect((await heard.next()).done).toBe(false);
    await as(others, async () => app.get(SpeedNews).touch());
    expect((await elsewhere.next()).done).toBe(false);
    await heard.return?.();
    await elsewhere.return?.();
  });
});
