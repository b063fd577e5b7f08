import { CampaignListener } from '../../../src/campaigns/campaign.listener';
import { CampaignSweep } from '../../../src/campaigns/campaign-sweep';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { CampaignPacer } from '../../../src/campaigns/dialing/campaign-pacer.service';
import { PacingBell } from '../../../src/campaigns/dialing/pacing-bell.service';
import { DialingHealthService } from '../../../src/campaigns/health/dialing-health.service';
import { CallPlacer } from '../../../src/calls/placing/call-placer.service';
import { TokenBudgets } from '../../../src/usage/token-budgets.service';
import { TOKENS_PER_CALL } from '../../../src/usage/tokens-per-call';
import { TokenBudgetExhausted } from '../../../src/usage/usage.errors';
import { aCampaign, type StagedCampaign } from '../../support/builders/a-campaign';
import { type DialerApp, startDialerApp } from '../../support/dialer-app';
import { ask, TenantTokenModule } from '../../support/token-is-tenant';

const SET = `mutation ($input: SetCampaignBudgetInput!) { setCampaignBudget(input: $input) { __typename
  ... on CampaignBudget { campaignId tokenLimit tokensUsed tokensReserved
    moneyLimit { amountMicros currency } moneyUsed { amountMicros } moneyReserved { amountMicros } }
  ... on TokenLimitTooLow { code lowestLimit } } }`;
const SHOW =
  'query { campaigns { nodes { id budget { tokenLimit tokensUsed moneyLimit { amountMicros } moneyUsed { amountMicros } } } } }';

describe('the budget of a campaign', () => {
  let app: DialerApp;
  let staged: StagedCampaign;
  let neighbour: StagedCampaign;
  beforeAll(async () => {
    app = await startDialerApp('api', [TenantTokenModule]);
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    app.clock.set('2026-07-07T18:00:00Z');
    app.carrier.placed.length = 0;
    [staged, neighbour] = [await aCampaign(app), await aCampaign(app)];
  });
  afterEach(() => jest.restoreAllMocks());

  const as = <T>({ tenantId }: StagedCampaign, work: () => Promise<T>) => app.asTenant(tenantId, work);
  const pace = (one: StagedCampaign) => as(one, () => app.get(CampaignPacer).pace(one.campaignId));
  const campaign = (one: StagedCampaign) => as(one, () => app.get(CampaignsService).get(one.campaignId));
  const health = (one: StagedCampaign) => as(one, () => app.get(DialingHealthService).read(one.campaignId));
  const set = (one: StagedCampaign, limits: object, by = one.tenantId) =>
    ask<{ setCampaignBudget: object }>(app.url, by, SET, { input: { campaignId: one.campaignId, ...limits } });
  const spend = (one: StagedCampaign, tokens: number) =>
    as(one, async () => {
      const { campaignId } = one;
      const reservation = await app
        .get(TokenBudgets)
        .reserve({ purpose: 'ASSESSMENT', model: 'claude-haiku-5-5', amount: tokens, campaignId });
      await app.get(TokenBudgets).assume(reservation);
    });

  it('is set and shown in both measures, to its own company only', async () => {
    expect((await set(staged, { tokenLimit: '100000', moneyLimitMicros: '2500000' })).data).toEqual({
      setCampaignBudget: {
        __typename: 'CampaignBudget',
        campaignId: staged.campaignId,
        tokenLimit: '100000',
        tokensUsed: '0',
        tokensReserved: '0',
        moneyLimit: { amountMicros: '2500000', currency: 'USD' },
        moneyUsed: { amountMicros: '0' },
        moneyReserved: { amountMicros: '0' },
      },
    });
    await spend(staged, 1_000);
    expect((await ask(app.url, staged.tenantId, SHOW)).data).toEqual({
      campaigns: {
        nodes: [
          {
            id: staged.campaignId,
            budget: {
              tokenLimit: '100000',
              tokensUsed: '1000',
              moneyLimit: { amountMicros: '2500000' },
              moneyUsed: { amountMicros: '500' },
            },
          },
        ],
      },
    });
    expect((await ask(app.url, neighbour.tenantId, SHOW)).data).toMatchObject({
      campaigns: { nodes: [{ id: neighbour.campaignId, budget: { tokenLimit: null, tokensUsed: '0' } }] },
    });
    const [theft] = (await set(staged, { tokenLimit: '1' }, neighbour.tenantId)).errors ?? [];
    expect(theft?.extensions.code).toBe('NOT_FOUND');
  });

  it('leaves what is absent, takes away what is null, and refuses what is already spent', async () => {
    await set(staged, { tokenLimit: '50000', moneyLimitMicros: '900' });
    expect((await set(staged, { moneyLimitMicros: null })).data).toMatchObject({
      setCampaignBudget: { tokenLimit: '50000', moneyLimit: null },
    });
    await spend(staged, 1_000);
    expect((await set(staged, { tokenLimit: '999' })).data).toEqual({
      setCampaignBudget: { __typename: 'TokenLimitTooLow', code: 'TOKEN_LIMIT_TOO_LOW', lowestLimit: '1000' },
    });
    expect((await set(staged, { moneyLimitMicros: '499' })).data).toMatchObject({
      setCampaignBudget: { lowestLimit: '500' },
    });
    expect((await set(staged, { tokenLimit: '-1' })).errors?.[0]?.message).toContain('input.tokenLimit');
    const [entry] = await app.sql("select body from audit_log where action = 'campaign.changed' and tenant_id = $1", [
      staged.tenantId,
    ]);
    expect(entry?.['body']).toContain('"micros":900');
  });

  it('pauses this campaign at its end and nothing else, until it is raised', async () => {
    await set(staged, { tokenLimit: String(TOKENS_PER_CALL + 1_000) });
    await spend(staged, 1_001);
    expect(await health(staged)).toMatchObject({ ready: 0, gates: [{ gate: 'BUDGET_EXCEEDED', clearsAt: null }] });
    expect(await pace(staged)).toEqual([]);
    expect(await campaign(staged)).toMatchObject({ status: 'PAUSED', pauseReason: 'BUDGET_EXCEEDED' });
    expect(await pace(neighbour)).toHaveLength(1);
    await app.get(CampaignSweep).sweep();
    expect(await campaign(staged)).toMatchObject({ status: 'PAUSED' });
    app.clock.set('2026-08-04T18:00:00Z');
    await app.get(CampaignSweep).sweep();
    expect(await campaign(staged)).toMatchObject({ status: 'PAUSED' });
    await set(staged, { tokenLimit: '1000000' });
    await pace(staged);
    expect(await campaign(staged)).toMatchObject({ status: 'ACTIVE', pauseReason: null });
  });

  it('pauses it for money as well', async () => {
    await set(staged, { moneyLimitMicros: '100' });
    await pace(staged);
    expect(await campaign(staged)).toMatchObject({ status: 'PAUSED', pauseReason: 'BUDGET_EXCEEDED' });
  });

  it('is looked at at once when a request was refused for good', async () => {
    await set(staged, { tokenLimit: '30000' });
    await expect(spend(staged, 30_001)).rejects.toThrow(TokenBudgetExhausted);
    const [fact] = await app.sql<{ payload: never }>(
      "select payload from outbox where name = 'budget-threshold.reached' and (payload ->> 'percent')::int = 100 and tenant_id = $1",
      [staged.tenantId],
    );
    expect(fact?.payload).toMatchObject({ budget: 'CAMPAIGN_TOKENS', campaignId: staged.campaignId, percent: 100 });
    const wake = jest.spyOn(app.get(PacingBell), 'wake').mockReturnValue();
    for (let times = 0; times < 2; times += 1)
      await as(staged, () => app.get(CampaignListener).standStill(fact?.payload ?? ({} as never)));
    expect(wake.mock.calls).toEqual([[staged.campaignId], [staged.campaignId]]);
    expect(await pace(staged)).toEqual([]);
    expect(await campaign(staged)).toMatchObject({ pauseReason: 'BUDGET_EXCEEDED' });
    const paused = await app.sql("select 1 from outbox where name = 'campaign.paused' and tenant_id = $1", [
      staged.tenantId,
    ]);
    expect(paused).toHaveLength(1);
  });

  it('wakes every campaign of the company when the company’s is spent, and none for a warning', async () => {
    const wake = jest.spyOn(app.get(PacingBell), 'wake').mockReturnValue();
    const news = { budget: 'TENANT_MONEY', period: '2026-07' } as const;
    await as(staged, () => app.get(CampaignListener).standStill({ ...news, percent: 80 }));
    expect(wake.mock.calls).toEqual([]);
    await as(staged, () => app.get(CampaignListener).standStill({ ...news, percent: 100 }));
    expect(wake.mock.calls).toEqual([[staged.campaignId]]);
  });

  it('takes effect on a lead already claimed', async () => {
    const [callId] = await pace(staged);
    await set(staged, { tokenLimit: '1000' });
    await as(staged, () => app.get(CallPlacer).place(callId ?? ''));
    expect(app.carrier.placed).toHaveLength(0);
    const [call] = await app.sql('select status, ended_reason from calls where id = $1', [callId]);
    expect(call).toEqual({ status: 'CANCELED', ended_reason: 'BUDGET_EXCEEDED' });
  });

  it('cannot be set any more when the campaign is over', async () => {
    await as(staged, () => app.get(CampaignsService).stop(staged.campaignId));
    expect((await set(staged, { tokenLimit: '1000' })).errors?.[0]?.extensions.code).toBe('CONFLICT');
  });
});
