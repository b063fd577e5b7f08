import { AgentEditor } from '../../../src/agents/agent-editor.service';
import { CallPlacer } from '../../../src/calls/placing/call-placer.service';
import { CampaignListener } from '../../../src/campaigns/campaign.listener';
import { CampaignSweep } from '../../../src/campaigns/campaign-sweep';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { PacingBell } from '../../../src/campaigns/dialing/pacing-bell.service';
import { DialingHealthService } from '../../../src/campaigns/health/dialing-health.service';
import { TokenBudgets } from '../../../src/usage/token-budgets.service';
import { UsageService } from '../../../src/usage/usage.service';
import { aCampaign, newYorkNumber, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';

/** Less than one call needs. */
const NEXT_TO_NOTHING = 1_000;
const PLENTY = 1_000_000;

describe('what holds a campaign', () => {
  let app: DialerApp;
  beforeAll(async () => {
    app = await startDialerApp();
  });
  afterAll(() => app.close());
  beforeEach(() => {
    app.clock.set('2026-07-07T18:00:00Z');
    app.carrier.placed.length = 0;
    app.carrier.configured = true;
    app.model.configured = true;
  });
  afterEach(() => jest.restoreAllMocks());

  const as = <T>({ tenantId }: StagedCampaign, work: () => Promise<T>) => app.asTenant(tenantId, work);
  const pace = (staged: StagedCampaign) => as(staged, () => app.get(CampaignPacer).pace(staged.campaignId));
  const campaign = (staged: StagedCampaign) => as(staged, () => app.get(CampaignsService).get(staged.campaignId));
  const health = (staged: StagedCampaign) => as(staged, () => app.get(DialingHealthService).read(staged.campaignId));
  const budget = (staged: StagedCampaign, tokens: number) => as(staged, () => app.get(UsageService).setBudget(tokens));
  const agent = (staged: StagedCampaign, does: 'activate' | 'deactivate') =>
    as(staged, () => app.get(AgentEditor)[does](staged.agentId));
  const company = ({ tenantId }: StagedCampaign, status: string) =>
    app.sql('update tenants set status = $2 where id = $1', [tenantId, status]);
  const claimedOf = async ({ campaignId }: StagedCampaign) =>
    (await app.sql("select 1 from calls where campaign_id = $1 and status = 'QUEUED'", [campaignId])).length;

  const HOLDS: [string, (staged: StagedCampaign) => Promise<unknown>, (staged: StagedCampaign) => Promise<unknown>][] =
    [
      ['AGENT_UNAVAILABLE', (staged) => agent(staged, 'deactivate'), (staged) => agent(staged, 'activate')],
      ['BUDGET_EXCEEDED', (staged) => budget(staged, NEXT_TO_NOTHING), (staged) => budget(staged, PLENTY)],
      ['TENANT_PAUSED', (staged) => company(staged, 'PAUSED'), (staged) => company(staged, 'ACTIVE')],
    ];

  it.each(HOLDS)('%s pauses it until its cause is gone, whatever bells are lost', async (reason, hold, free) => {
    const staged = await aCampaign(app);
    await hold(staged);
    expect(await health(staged)).toMatchObject({ ready: 0, gates: [{ gate: reason, leads: 1 }] });
    await pace(staged);
    expect(await campaign(staged)).toMatchObject({ status: 'PAUSED', pauseReason: reason });
    expect(await health(staged)).toMatchObject({ ready: 0, gates: [{ gate: reason, leads: 1 }] });
    await app.get(CampaignSweep).sweep();
    expect(await campaign(staged)).toMatchObject({ status: 'PAUSED', pauseReason: reason });
    expect(await claimedOf(staged)).toBe(0);
    await free(staged);
    await app.get(CampaignSweep).sweep();
    expect(await campaign(staged)).toMatchObject({ status: 'ACTIVE', pauseReason: null });
    expect(await claimedOf(staged)).toBe(1);
  });

  it.each([
    ['carrier', 'CARRIER_NOT_CONFIGURED'],
    ['model', 'MODEL_NOT_CONFIGURED'],
  ] as const)('claims nobody without a %s, and says so', async (part, gate) => {
    const staged = await aCampaign(app);
    app[part].configured = false;
    expect(await health(staged)).toMatchObject({ ready: 0, gates: [{ gate, leads: 1 }] });
    expect(await pace(staged)).toEqual([]);
    expect(await campaign(staged)).toMatchObject({ status: 'ACTIVE' });
    app[part].configured = true;
    expect(await pace(staged)).toHaveLength(1);
  });

  it.each(HOLDS)('%s does not pause a campaign nobody waits in', async (_, hold) => {
    const staged = await aCampaign(app);
    await pace(staged);
    await hold(staged);
    await pace(staged);
    expect(await campaign(staged)).toMatchObject({ status: 'ACTIVE' });
    await app.sql("update campaigns set kind = 'AUTO_CALL' where id = $1", [staged.campaignId]);
    await pace(staged);
    expect(await campaign(staged)).toMatchObject({ status: 'ACTIVE' });
  });

  it('goes on with the next month’s budget', async () => {
    const staged = await aCampaign(app);
    await app.sql(
      "insert into token_budgets (tenant_id, period, token_limit, used, reserved) values ($1, '2026-07', 100000, 100000, 0)",
      [staged.tenantId],
    );
    await pace(staged);
    expect(await campaign(staged)).toMatchObject({ pauseReason: 'BUDGET_EXCEEDED' });
    app.clock.set('2026-08-04T18:00:00Z');
    await app.get(CampaignSweep).sweep();
    expect(await campaign(staged)).toMatchObject({ status: 'ACTIVE' });
  });

  it('is not shut by what conversations under way have reserved: that comes back', async () => {
    const [staged, other] = [await aCampaign(app), await aCampaign(app)];
    await budget(staged, PLENTY);
    await budget(other, PLENTY);
    const reserve = { purpose: 'CALL_TURN', model: 'claude-haiku-5-5', amount: PLENTY, campaignId: null, callId: null };
    await as(staged, () => app.get(TokenBudgets).reserve(reserve));
    for (const one of [staged, other]) {
      await pace(one);
      expect(await campaign(one)).toMatchObject({ status: 'ACTIVE' });
    }
  });

  it('names the next cause once the first is gone', async () => {
    const staged = await aCampaign(app);
    await agent(staged, 'deactivate');
    await pace(staged);
    await budget(staged, NEXT_TO_NOTHING);
    await agent(staged, 'activate');
    await pace(staged);
    expect(await campaign(staged)).toMatchObject({ status: 'PAUSED', pauseReason: 'BUDGET_EXCEEDED' });
  });

  it('stays paused for whoever paused it, though a cause that held it goes', async () => {
    const staged = await aCampaign(app);
    await agent(staged, 'deactivate');
    await pace(staged);
    await as(staged, () => app.get(CampaignsService).pause(staged.campaignId));
    await agent(staged, 'activate');
    await app.get(CampaignSweep).sweep();
    expect(await campaign(staged)).toMatchObject({ status: 'PAUSED', pauseReason: 'USER' });
    await expect(as(staged, () => app.get(CampaignsService).pause(staged.campaignId))).rejects.toThrow(
      'PAUSED cannot become PAUSED',
    );
  });

  it('is looked at at once when an agent is activated, in its own company only', async () => {
    const staged = await aCampaign(app);
    const others = await aCampaign(app);
    for (const one of [staged, others]) {
      await agent(one, 'deactivate');
      await pace(one);
    }
    await agent(staged, 'activate');
    const facts = await app.sql("select 1 from outbox where name = 'agent.activated' and payload ->> 'agentId' = $1", [
      staged.agentId,
    ]);
    expect(facts).toHaveLength(2); // when it was staged, and now
    const wake = jest.spyOn(app.get(PacingBell), 'wake').mockReturnValue();
    await as(staged, () => app.get(CampaignListener).goOnWithAgent());
    expect(wake.mock.calls).toEqual([[staged.campaignId]]);
  });

  it.each([
    ['BUDGET_EXCEEDED', (staged: StagedCampaign) => budget(staged, NEXT_TO_NOTHING)],
    ['TENANT_PAUSED', (staged: StagedCampaign) => company(staged, 'PAUSED')],
    ['AGENT_UNAVAILABLE', (staged: StagedCampaign) => agent(staged, 'deactivate')],
  ])('%s takes effect on a lead already claimed', async (reason, hold) => {
    const staged = await aCampaign(app, { phones: [newYorkNumber(1)] });
    const [callId] = await pace(staged);
    await (hold(staged) as Promise<unknown>);
    await as(staged, () => app.get(CallPlacer).place(callId ?? ''));
    expect(app.carrier.placed).toHaveLength(0);
    const [call] = await app.sql('select status, ended_reason from calls where id = $1', [callId]);
    expect(call).toEqual({ status: 'CANCELED', ended_reason: reason });
    const [enrolment] = await app.sql('select state, due_at from enrolments where campaign_id = $1', [
      staged.campaignId,
    ]);
    expect(enrolment).toEqual({ state: 'WAITING', due_at: app.clock.now() });
  });
});
