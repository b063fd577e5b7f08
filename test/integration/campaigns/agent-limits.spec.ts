import { AgentEditor } from '../../../src/agents/agent-editor.service';
import { ManualCalls } from '../../../src/calls/manual-calls.service';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { EnrolmentsService } from '../../../src/campaigns/enrolments.service';
import { LeadsService } from '../../../src/leads/leads.service';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';

const numbers = (count: number, first = 0): string[] =>
  Array.from({ length: count }, (_, n) => newYorkNumber(first + n));

describe('limits of agents', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  beforeEach(() => app.clock.set('2026-07-07T18:00:00Z'));

  const as = <T>({ tenantId }: StagedCampaign, work: () => Promise<T>) => app.asTenant(tenantId, work);
  const pace = (staged: StagedCampaign) => as(staged, () => app.get(CampaignPacer).pace(staged.campaignId));
  const limit = (staged: StagedCampaign, id: string, maxConcurrentCalls: number | null) =>
    as(staged, () => app.get(AgentEditor).change(id, { maxConcurrentCalls }));
  const another = (staged: StagedCampaign, name: string, maxConcurrentCalls: number | null = null): Promise<string> =>
    as(staged, async () => {
      const editor = app.get(AgentEditor);
      const input = { name, projectId: staged.projectId, prompt: 'p', greeting: 'g', maxConcurrentCalls };
      const { id } = await editor.create(input);
      await editor.activate(id);
      return id;
    });
  const liveOf = async (agentId: string): Promise<number> => {
    const [row] = await app.sql<{ live: number }>(
      'select count(*)::int as live from calls where agent_id = $1 and ended_at is null',
      [agentId],
    );
    return row?.live ?? 0;
  };
  const wide = { maxConcurrentCalls: 200, dailyCallLimit: 10_000 };
  /** One more campaign of the same project, with its own people. */
  const beside = (staged: StagedCampaign, phones: readonly string[]): Promise<StagedCampaign> =>
    as(staged, async () => {
      const campaigns = app.get(CampaignsService);
      const { id } = await campaigns.create({ ...wide, name: 'Autumn', projectId: staged.projectId });
      const leadIds: string[] = [];
      for (const phone of phones)
        leadIds.push((await app.get(LeadsService).receive({ phone, source: 'TEST' })).lead.id);
      await app.get(EnrolmentsService).add(id, { leadIds });
      await campaigns.start(id);
      return { ...staged, campaignId: id, leadIds };
    });
  const endOneOf = (agentId: string) =>
    app.sql(
      `update calls set status = 'CANCELED', outcome = 'FAILED', ended_at = queued_at
       where id = (select id from calls where agent_id = $1 and ended_at is null limit 1)`,
      [agentId],
    );

  it('hold over all campaigns together, however many pacers race, and for nobody else', async () => {
    const spring = await aCampaign(app, { ...wide, phones: numbers(8) });
    const autumn = await beside(spring, numbers(8, 100));
    const others = await aCampaign(app, { ...wide, phones: numbers(8) });
    await limit(spring, spring.agentId, 3);
    const claimed = await Promise.all([spring, autumn, spring, autumn, others].map(pace));
    expect(claimed.slice(0, 4).flat()).toHaveLength(3);
    expect(await liveOf(spring.agentId)).toBe(3);
    expect(claimed[4]).toHaveLength(8);
    await endOneOf(spring.agentId);
    expect(await pace(autumn)).toHaveLength(1);
    await limit(spring, spring.agentId, null);
    expect(await pace(spring)).not.toHaveLength(0);
  });

  it('count calls by hand', async () => {
    const staged = await aCampaign(app, { ...wide, phones: numbers(4) });
    await limit(staged, staged.agentId, 2);
    await as(staged, async () => {
      const { lead } = await app.get(LeadsService).receive({ phone: newYorkNumber(500), source: 'TEST' });
      expect(await app.get(ManualCalls).queue(lead, staged.agentId)).toMatchObject({ kind: 'QUEUED' });
    });
    expect(await pace(staged)).toHaveLength(1);
    expect(await pace(staged)).toHaveLength(0);
  });

  it('let nobody wait who is another agent’s: those who wait for a full agent are stepped over', async () => {
    const staged = await aCampaign(app, { ...wide, phones: numbers(60) });
    const maya = staged.agentId;
    const ben = await another(staged, 'Ben');
    await limit(staged, maya, 1);
    const agentShares = [maya, ben].map((agentId) => ({ agentId, share: 1 }));
    await as(staged, () => app.get(CampaignsService).change(staged.campaignId, { agentShares }));
    for (let pass = 0; pass < 6; pass += 1) await pace(staged);
    const waiting = await app.sql<{ agent_id: string; people: number }>(
      "select agent_id, count(*)::int as people from enrolments where campaign_id = $1 and state = 'WAITING' group by 1",
      [staged.campaignId],
    );
    expect(await liveOf(maya)).toBe(1);
    expect(waiting).toEqual([{ agent_id: maya, people: 59 - (await liveOf(ben)) }]);
    // Chance gives Ben thirty of them; ten would be one run in ten millions.
    expect(await liveOf(ben)).toBeGreaterThan(10);
    await endOneOf(maya);
    expect(await pace(staged)).toHaveLength(1);
    expect(await liveOf(maya)).toBe(1);
  });

  it('finds people of an agent that is gone although another one is full', async () => {
    const staged = await aCampaign(app, { ...wide, phones: numbers(30) });
    const maya = staged.agentId;
    const [ben, zoe] = [await another(staged, 'Ben'), await another(staged, 'Zoe')];
    const agentShares = [maya, ben, zoe].map((agentId) => ({ agentId, share: 1 }));
    await as(staged, () => app.get(CampaignsService).change(staged.campaignId, { agentShares }));
    await pace(staged);
    await app.sql(
      "update calls set status = 'CANCELED', outcome = 'FAILED', ended_at = queued_at where campaign_id = $1",
      [staged.campaignId],
    );
    await app.sql("update enrolments set state = 'WAITING' where campaign_id = $1", [staged.campaignId]);
    await as(staged, () => app.get(AgentEditor).deactivate(zoe));
    await limit(staged, maya, 1);
    for (let pass = 0; pass < 3; pass += 1) await pace(staged);
    const left = await app.sql(
      "select distinct agent_id from enrolments where campaign_id = $1 and state = 'WAITING'",
      [staged.campaignId],
    );
    expect(left).toEqual([{ agent_id: maya }]);
  });

  it('share new people of a project by room, where no split was asked for', async () => {
    const staged = await aCampaign(app, { ...wide, phones: numbers(11) });
    const ben = await another(staged, 'Ben', 2);
    const zoe = await another(staged, 'Zoe');
    expect(await pace(staged)).toHaveLength(11);
    expect(await liveOf(ben)).toBe(1); // as busy as who has five calls and no limit
    expect(await Promise.all([staged.agentId, zoe].map(liveOf))).toEqual([5, 5]);
    const none = await app.sql('select 1 from campaign_experiments where campaign_id = $1', [staged.campaignId]);
    expect(none).toEqual([]);
  });
});
