import { AgentEditor } from '../../../src/agents/agent-editor.service';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { armOf } from '../../../src/campaigns/experiments/agent-choice';
import type { AgentShare } from '../../../src/campaigns/experiments/campaign-arms.service';
import { ExperimentReader } from '../../../src/campaigns/experiments/experiment-reader.service';
import { TenantsService } from '../../../src/tenants/tenants.service';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';

const numbers = (count: number, first = 0): string[] =>
  Array.from({ length: count }, (_, n) => newYorkNumber(first + n));

interface Spoken extends Record<string, unknown> {
  readonly phone: string;
  readonly agent_id: string;
}

describe('splitting people between agents', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  beforeEach(() => app.clock.set('2026-07-07T18:00:00Z'));

  const as = <T>({ tenantId }: StagedCampaign, work: () => Promise<T>) => app.asTenant(tenantId, work);
  const pace = (staged: StagedCampaign) => as(staged, () => app.get(CampaignPacer).pace(staged.campaignId));
  const report = (staged: StagedCampaign, campaignId = staged.campaignId) =>
    as(staged, () => app.get(ExperimentReader).read(campaignId));
  const share = (staged: StagedCampaign, agentShares: readonly AgentShare[]) =>
    as(staged, () => app.get(CampaignsService).change(staged.campaignId, { agentShares }));
  const another = (staged: StagedCampaign, name: string): Promise<string> =>
    as(staged, async () => {
      const editor = app.get(AgentEditor);
      const { id } = await editor.create({ name, projectId: staged.projectId, prompt: 'p', greeting: 'g' });
      await editor.activate(id);
      return id;
    });
  const liveCalls = ({ campaignId }: StagedCampaign) =>
    app.sql<Spoken>("select phone, agent_id from calls where campaign_id = $1 and status = 'QUEUED' order by phone", [
      campaignId,
    ]);
  /** Everybody under way rings out and is due again. */
  const ringOut = async ({ campaignId }: StagedCampaign) => {
    await app.sql(
      "update calls set status = 'CANCELED', outcome = 'FAILED', ended_at = queued_at where campaign_id = $1 and status = 'QUEUED'",
      [campaignId],
    );
    await app.sql("update enrolments set state = 'WAITING' where campaign_id = $1 and state = 'IN_FLIGHT'", [
      campaignId,
    ]);
  };
  /** Two agents in a campaign that may call everybody at once. */
  const twoArms = async (people: number, shares: readonly [number, number] = [1, 1]) => {
    const staged = await aCampaign(app, { phones: numbers(people), maxConcurrentCalls: 200, dailyCallLimit: 10_000 });
    const maya = staged.agentId;
    const ben = await another(staged, 'Ben');
    const arms = [
      { agentId: maya, share: shares[0] },
      { agentId: ben, share: shares[1] },
    ];
    await share(staged, arms);
    return { staged, maya, ben, arms };
  };

  it('gives each person the agent that chance and shares say, and nobody else’s', async () => {
    const { staged, arms, maya } = await twoArms(40, [3, 1]);
    const others = await aCampaign(app, { phones: numbers(3) });
    expect(await pace(staged)).toHaveLength(40);
    await pace(others);
    const spoken = await liveCalls(staged);
    const choice = arms.map(({ agentId, share: weight }) => ({ id: agentId, share: weight }));
    for (const { phone, agent_id } of spoken) expect(agent_id).toBe(armOf(phone, choice)?.id);
    expect(spoken.filter(({ agent_id }) => agent_id === maya).length).toBeGreaterThan(20);
    for (const { agent_id } of await liveCalls(others)) expect(agent_id).toBe(others.agentId);
    expect(await report(others)).toBeNull();
    await expect(report(others, staged.campaignId)).rejects.toThrow('was not found');
  });

  it('keeps people with their agent when shares change, and begins another experiment for new people', async () => {
    const { staged, maya, ben } = await twoArms(20);
    await pace(staged);
    const before = await liveCalls(staged);
    const first = await report(staged);
    await ringOut(staged);
    app.clock.set('2026-07-07T18:00:05Z');
    await share(staged, [
      { agentId: maya, share: 1 },
      { agentId: ben, share: 100 },
    ]);
    await pace(staged);
    expect(await liveCalls(staged)).toEqual(before);
    const second = await report(staged);
    expect(second?.id).not.toBe(first?.id);
    expect(second?.arms.map(({ people }) => people)).toEqual([0, 0]);
    const counted = await app.sql<{ people: number }>(
      'select count(*)::int as people from enrolments where experiment_id = $1',
      [first?.id],
    );
    expect(counted).toEqual([{ people: 20 }]);
    await share(staged, [
      { agentId: ben, share: 100 },
      { agentId: maya, share: 1 },
    ]);
    expect((await report(staged))?.id).toBe(second?.id);
  });

  it('gives people whose agent is switched off another one, says so, and counts them where chance put them', async () => {
    const { staged, maya, ben } = await twoArms(20);
    const zoe = await another(staged, 'Zoe');
    await share(
      staged,
      [maya, ben, zoe].map((agentId) => ({ agentId, share: 1 })),
    );
    await pace(staged);
    const bens = (await liveCalls(staged)).filter(({ agent_id }) => agent_id === ben).length;
    expect(bens).toBeGreaterThan(0);
    await ringOut(staged);
    await as(staged, () => app.get(AgentEditor).deactivate(ben));
    expect(await pace(staged)).toHaveLength(20);
    expect((await liveCalls(staged)).some(({ agent_id }) => agent_id === ben)).toBe(false);
    const noted = await app.sql(
      'select distinct from_agent_id from agent_reassignments r join enrolments e on e.id = r.enrolment_id where e.campaign_id = $1',
      [staged.campaignId],
    );
    expect(noted).toEqual([{ from_agent_id: ben }]);
    const arm = (await report(staged))?.arms.find(({ agentId }) => agentId === ben);
    expect(arm).toMatchObject({ people: bens, isActive: false });
  });

  it('never lets a person change the arm of the first assignment', async () => {
    const { staged, maya, ben } = await twoArms(4);
    await pace(staged);
    const move = app.sql(
      'update enrolments set arm_agent_id = case when arm_agent_id = $2 then $3::uuid else $2 end where campaign_id = $1',
      [staged.campaignId, maya, ben],
    );
    await expect(move).rejects.toThrow('stays in the arm of the first assignment');
  });

  it('puts nobody into an experiment while only one agent is there to choose', async () => {
    const { staged, ben } = await twoArms(5);
    await as(staged, () => app.get(AgentEditor).deactivate(ben));
    await pace(staged);
    expect((await report(staged))?.arms.map(({ people }) => people)).toEqual([0, 0]);
  });

  it('tells what became of the people of each arm, and when a difference is real', async () => {
    const { staged, maya, ben } = await twoArms(120);
    await as(staged, () => app.get(TenantsService).change({ maxConcurrentCalls: 500 }));
    for (let pass = 0; pass < 4; pass += 1) await pace(staged);
    expect(await liveCalls(staged)).toHaveLength(120);
    expect(await report(staged)).toMatchObject({ verdict: 'TOO_FEW', leaderAgentId: null });
    await app.sql("update calls set status = 'DIALING', dial_started_at = queued_at where campaign_id = $1", [
      staged.campaignId,
    ]);
    await app.sql(
      `update calls set status = 'COMPLETED', outcome = 'UNQUALIFIED', answered_at = queued_at,
         duration_seconds = 60, cost_micros = 13000, cost_currency = 'USD', ended_at = queued_at + interval '1 minute' where campaign_id = $1`,
      [staged.campaignId],
    );
    await app.sql(
      `update enrolments set state = 'ENDED', end_reason = 'DONE', attempts = 1, connected = true, ended_at = due_at + interval '1 minute',
         outcome = case when agent_id = $2 then 'QUALIFIED' else 'OPTED_OUT' end where campaign_id = $1`,
      [staged.campaignId, ben],
    );
    const told = await report(staged);
    expect(told).toMatchObject({ verdict: 'REAL', leaderAgentId: ben, endedAt: null });
    const [mayas, bens] = [maya, ben].map((id) => told?.arms.find(({ agentId }) => agentId === id));
    expect((mayas?.people ?? 0) + (bens?.people ?? 0)).toBe(120);
    expect(bens).toMatchObject({ qualified: bens?.people, optedOut: 0, talkSeconds: 60 * (bens?.people ?? 0) });
    expect(mayas).toMatchObject({
      qualified: 0,
      optedOut: mayas?.people,
      costMicros: String(13_000 * (mayas?.people ?? 0)),
    });
    expect(told?.rivalries).toMatchObject([{ agentId: maya, isReal: true, difference: 1 }]);
    expect(told?.rivalries[0]?.interval.low).toBeGreaterThan(0.5);
  });

  it('knows nothing of people who were still waiting when the campaign was stopped', async () => {
    const { staged, maya, ben } = await twoArms(80);
    await as(staged, () => app.get(TenantsService).change({ maxConcurrentCalls: 500 }));
    for (let pass = 0; pass < 2; pass += 1) await pace(staged);
    // Every other one that was reached qualified, in both arms; of Ben's only ten were reached.
    await app.sql(
      `update enrolments e set state = 'ENDED', ended_at = e.due_at + interval '1 minute',
         end_reason = case when is_reached then 'CONCLUDED' else 'CAMPAIGN_STOPPED' end,
         outcome = case when not is_reached then 'FAILED' when n % 2 = 0 then 'QUALIFIED' else 'UNQUALIFIED' end
       from (
         select id, n, agent_id = $2 or n <= 10 as is_reached
         from (select id, agent_id, row_number() over (partition by agent_id order by id) as n from enrolments where campaign_id = $1) one
       ) told where told.id = e.id`,
      [staged.campaignId, maya],
    );
    const told = await report(staged);
    expect(told?.arms.find(({ agentId }) => agentId === ben)).toMatchObject({ settled: 10, qualified: 5 });
    expect(told?.verdict).toBe('TOO_FEW');
  });

  describe('refuses', () => {
    it.each([
      [
        'agents of somebody else',
        (_: string, theirs: string) => ({ agentShares: [{ agentId: theirs, share: 1 }] }),
        'does not exist',
      ],
      [
        'one agent twice',
        (mine: string) => ({ agentShares: [1, 2].map((weight) => ({ agentId: mine, share: weight })) }),
        'names an agent twice',
      ],
      [
        'two lists at once',
        (mine: string) => ({ agentIds: [mine], agentShares: [{ agentId: mine, share: 1 }] }),
        'cannot be given together',
      ],
    ])('%s', async (_, policyOf, message) => {
      const mine = await aCampaign(app);
      const theirs = await aCampaign(app);
      const change = as(mine, () =>
        app.get(CampaignsService).change(mine.campaignId, policyOf(mine.agentId, theirs.agentId)),
      );
      await expect(change).rejects.toThrow(message);
    });
  });
});
