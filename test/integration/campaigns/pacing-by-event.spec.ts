import { AgentEditor } from '../../../src/agents/agent-editor.service';
import { CarrierStanding } from '../../../src/calls/carrier-standing/carrier-standing.service';
import { CarrierEvents } from '../../../src/calls/following/carrier-events.service';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { EnrolmentsService } from '../../../src/campaigns/enrolments.service';
import { LeadsService } from '../../../src/leads/leads.service';
import { ProjectsService } from '../../../src/leads/projects/projects.service';
import { TenantsService } from '../../../src/tenants/tenants.service';
import { aConsent } from '../../support/builders/a-consent';
import { aCampaign, newYorkNumber, type CampaignStaging, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';
import { statusEvent } from '../../support/doubles/scripted-carrier';
import { runClock } from '../../support/running-clock';
import { until } from '../../support/until';

const numbers = (count: number, first = 0): string[] =>
  Array.from({ length: count }, (_, n) => newYorkNumber(first + n));

/** So rare that in these tests no sweep does anything. */
const NO_SWEEP = { SWEEP_INTERVAL_MS: '60000' };
/** Far below a sweep, and enough for a machine that has other work to do; how long it takes is measured beside this. */
const EXACT_MS = 3_000;

describe('pacing by event', () => {
  let app: DialerApp;
  let stopClock: () => void;
  let people = 0;
  beforeAll(async () => {
    const limits = { PLATFORM_CONCURRENT_CALLS: '10', RESERVED_CALLS_PERCENT: '0' };
    app = await startDialerApp('all', [], { ...NO_SWEEP, ...limits });
    stopClock = runClock(app.clock);
  });
  afterAll(async () => {
    stopClock();
    await app.close();
  });
  beforeEach(async () => {
    for (const { id } of await app.sql<{ id: string }>("select id from campaigns where status = 'ACTIVE'"))
      await stop(id);
    await app.sql(
      "update calls set status = 'CANCELED', outcome = 'FAILED', ended_at = queued_at where ended_at is null and status <> 'DIALING'",
    );
    await app.sql(
      "update calls set status = 'NO_ANSWER', outcome = 'NO_ANSWER', ended_at = queued_at where ended_at is null",
    );
    await app.sql('delete from dialing_demand');
    app.clock.set('2026-07-07T18:00:00Z');
  });

  const as = <T>({ tenantId }: Pick<StagedCampaign, 'tenantId'>, act: () => Promise<T>) => app.asTenant(tenantId, act);
  const stage = (count: number, more: CampaignStaging = {}) =>
    aCampaign(app, { phones: numbers(count, (people += count) % 8_000), maxConcurrentCalls: 100, ...more });
  const stop = async (id: string) => {
    const [row] = await app.sql<{ tenant_id: string }>('select tenant_id from campaigns where id = $1', [id]);
    await app.asTenant(row?.tenant_id ?? '', () => app.get(CampaignsService).stop(id));
  };
  /** Requests to create a call for this company. */
  const requests = ({ tenantId }: StagedCampaign) => app.carrier.placed.filter((call) => call.tenantId === tenantId);
  const dialed = (staged: StagedCampaign, count: number, withinMs = 10_000) =>
    until(() => requests(staged).length >= count, withinMs);
  /** Waits until the dialer has nothing more to do for them; who has used up the day wants nothing. */
  const settled = (staged: StagedCampaign, wants: number) =>
    until(async () => {
      const [row] = await app.sql<{ wanted: number }>(
        'select wanted from dialing_demand where campaign_id = $1 and wanted > 0',
        [staged.campaignId],
      );
      return (row?.wanted ?? 0) === wants;
    });
  const hangUp = (staged: StagedCampaign, n = 0) =>
    as(staged, async () => {
      const { callId } = requests(staged)[n] ?? { callId: '' };
      const event = statusEvent(callId, 'NO_ANSWER');
      const id = await app.get(CarrierEvents).store(callId, event);
      if (id) await app.get(CarrierEvents).apply(id, callId, event);
    });
  const change = (staged: StagedCampaign, input: Parameters<CampaignsService['change']>[1]) =>
    as(staged, () => app.get(CampaignsService).change(staged.campaignId, input));

  it('fills the slot that another company has freed', async () => {
    const first = await stage(10);
    await until(async () => (await app.sql('select 1 from calls where ended_at is null')).length === 10);
    await dialed(first, 1);
    const second = await stage(3);
    await settled(second, 3);
    await hangUp(first);
    await dialed(second, 1, EXACT_MS);
    expect(requests(second)).toHaveLength(1);
  });

  it('fills the slot that another campaign of the company has freed', async () => {
    const spring = await stage(4);
    await as(spring, () => app.get(TenantsService).change({ maxConcurrentCalls: 4 }));
    await dialed(spring, 4);
    const phones = numbers(2, 8_500);
    await as(spring, async () => {
      const { id } = await app.get(CampaignsService).create({ name: 'Autumn', projectId: spring.projectId });
      const leadIds: string[] = [];
      for (const phone of phones) {
        leadIds.push((await app.get(LeadsService).receive({ phone, source: 'TEST' })).lead.id);
        await aConsent(app, spring.tenantId, phone);
      }
      await app.get(EnrolmentsService).add(id, { leadIds });
      await app.get(CampaignsService).start(id);
      await settled({ ...spring, campaignId: id }, 2);
    });
    await hangUp(spring);
    await dialed(spring, 5, EXACT_MS);
  });

  it('calls when the window opens', async () => {
    app.clock.set('2026-07-08T11:59:58Z'); // two seconds before eight in New York
    const staged = await stage(2);
    await until(() => app.clock.now() >= new Date('2026-07-08T12:00:00Z'));
    await dialed(staged, 2, EXACT_MS);
    const [row] = await app.sql<{ first: Date }>('select min(queued_at) as first from calls where tenant_id = $1', [
      staged.tenantId,
    ]);
    expect(row?.first.getTime()).toBeGreaterThanOrEqual(Date.parse('2026-07-08T12:00:00Z'));
  });

  it('calls when a retry is due', async () => {
    const staged = await stage(1, { start: false });
    const dueAt = new Date(app.clock.now().getTime() + 1_500);
    await app.sql('update enrolments set due_at = $2 where campaign_id = $1', [staged.campaignId, dueAt]);
    await as(staged, () => app.get(CampaignsService).start(staged.campaignId));
    await until(() => app.clock.now() >= dueAt);
    expect(requests(staged)).toHaveLength(0);
    await dialed(staged, 1, EXACT_MS);
  });

  it('calls who is enrolled', async () => {
    const staged = await stage(1);
    await dialed(staged, 1);
    await as(staged, async () => {
      const phone = newYorkNumber(8_600);
      const { lead } = await app.get(LeadsService).receive({ phone, source: 'TEST', projectId: staged.projectId });
      await aConsent(app, staged.tenantId, phone);
      await app.get(EnrolmentsService).add(staged.campaignId, { leadIds: [lead.id] });
    });
    await dialed(staged, 2, EXACT_MS);
  });

  it('goes on when the campaign is resumed', async () => {
    const staged = await stage(2, { start: false });
    await as(staged, async () => {
      await app.get(CampaignsService).start(staged.campaignId);
      await app.get(CampaignsService).pause(staged.campaignId);
      await app.get(CampaignsService).resume(staged.campaignId);
    });
    await dialed(staged, 2, EXACT_MS);
  });

  it.each([
    ['the company may have more calls at once', 1, { maxConcurrentCalls: 1 }, { maxConcurrentCalls: 2 }],
    ['the company may have more calls a day', 0, { dailyCallLimit: 1 }, { dailyCallLimit: 2 }],
    ['the company has no limit of calls a day', 0, { dailyCallLimit: 1 }, { dailyCallLimit: null }],
  ])('goes on when %s', async (_, wanted, narrow, wide) => {
    const staged = await stage(2, { start: false });
    await as(staged, () => app.get(TenantsService).change(narrow));
    await as(staged, () => app.get(CampaignsService).start(staged.campaignId));
    await dialed(staged, 1);
    await settled(staged, wanted);
    expect(requests(staged)).toHaveLength(1);
    await as(staged, () => app.get(TenantsService).change(wide));
    await dialed(staged, 2, EXACT_MS);
  });

  it.each([
    ['calls at once', 1, { maxConcurrentCalls: 1 }, { maxConcurrentCalls: 2 }],
    ['calls a day', 0, { dailyCallLimit: 1 }, { dailyCallLimit: 2 }],
  ])('goes on when the campaign may have more %s', async (_, wanted, narrow, wide) => {
    const staged = await stage(2, narrow);
    await dialed(staged, 1);
    await settled(staged, wanted);
    expect(requests(staged)).toHaveLength(1);
    await change(staged, wide);
    await dialed(staged, 2, EXACT_MS);
  });

  it('goes on when an agent is activated beside those that are all busy', async () => {
    const staged = await stage(2, { start: false });
    await as(staged, () => app.get(AgentEditor).change(staged.agentId, { maxConcurrentCalls: 1 }));
    await as(staged, () => app.get(CampaignsService).start(staged.campaignId));
    await dialed(staged, 1);
    await until(async () => {
      const held = 'select 1 from dialing_demand where campaign_id = $1 and is_agent_held';
      const told = 'select 1 from outbox where parked_at is null';
      return (await app.sql(held, [staged.campaignId])).length === 1 && (await app.sql(told)).length === 0;
    });
    await as(staged, async () => {
      const persona = { name: 'Ben', projectId: staged.projectId, prompt: 'p', greeting: 'g' };
      const { id } = await app.get(AgentEditor).create(persona);
      await app.get(AgentEditor).activate(id);
    });
    await dialed(staged, 2, EXACT_MS);
  });

  it('goes on when a new day begins', async () => {
    app.clock.set('2026-07-08T03:59:57Z'); // three seconds before midnight in New York, nine in the evening in Los Angeles
    const staged = await stage(0);
    await as(staged, () => app.get(TenantsService).change({ dailyCallLimit: 1 }));
    const phones = ['+18085550101', '+18085550102']; // Hawaii, where it is six in the evening
    await as(staged, async () => {
      const leadIds: string[] = [];
      for (const phone of phones) {
        leadIds.push(
          (await app.get(LeadsService).receive({ phone, source: 'TEST', projectId: staged.projectId })).lead.id,
        );
        await aConsent(app, staged.tenantId, phone);
      }
      await app.get(EnrolmentsService).add(staged.campaignId, { leadIds });
    });
    await dialed(staged, 1);
    await until(() => app.clock.now() >= new Date('2026-07-08T04:00:00Z'));
    expect(requests(staged)).toHaveLength(1);
    await dialed(staged, 2, EXACT_MS);
  });

  it('goes on when the carrier takes calls again', async () => {
    const { account } = app.carrier;
    const record = (result: Parameters<CarrierStanding['record']>[1]) =>
      as({ tenantId: idle.tenantId }, () => app.get(CarrierStanding).record(account, result, { askedAt: null }));
    const idle = await stage(1, { start: false });
    for (let n = 0; n < 3; n += 1) await record({ kind: 'REFUSED', outcome: 'FAILED', cause: 'ACCOUNT' });
    const staged = await stage(2);
    await settled(staged, 2);
    expect(requests(staged)).toHaveLength(0);
    await record({ kind: 'ACCEPTED', providerCallId: 'CA1' });
    await dialed(staged, 2, EXACT_MS);
  });

  it('calls a new lead at once, in the lane of those who wait', async () => {
    const quiet = await stage(1, { start: false });
    await as(quiet, () => app.get(ProjectsService).change(quiet.projectId, { autoCall: true }));
    const phone = newYorkNumber(8_700);
    await aConsent(app, quiet.tenantId, phone);
    await as(quiet, () =>
      app.get(LeadsService).receive({ phone, name: 'New Lead', source: 'TEST', projectId: quiet.projectId }),
    );
    await dialed(quiet, 1, 2 * EXACT_MS);
    const [call] = await app.sql('select lane from calls where tenant_id = $1', [quiet.tenantId]);
    expect(call).toEqual({ lane: 'HOT' });
  });

  it('wakes nobody whose company has nothing to do with it', async () => {
    const first = await stage(1);
    const idle = await stage(2, { start: false });
    await dialed(first, 1);
    await hangUp(first);
    await until(async () => (await app.sql('select 1 from outbox where parked_at is null')).length === 0);
    expect(requests(idle)).toHaveLength(0);
  });
});
