import { UnitOfWork } from '../../../src/platform/database/unit-of-work';
import { SPENDING } from '../../../src/usage/spending/spending.service';
import { TokenBudgets } from '../../../src/usage/token-budgets.service';
import { UsageModule } from '../../../src/usage/usage.module';
import { aCampaignRow } from '../../support/builders/a-campaign-row';
import { startTestApp, type TestApp } from '../../support/test-app';
import { ask, TenantTokenModule } from '../../support/token-is-tenant';
import { answerOf, FAST, STRONG } from './budget-stage';

const SHARE = 'name requests cheaperRequests assumedRequests tokens cost { amountMicros }';
const USAGE = `query ($period: String) { usage(period: $period) {
  moneyLimit { amountMicros } moneyUsed { amountMicros } moneyReserved { amountMicros } cheaperModelPercent cost { amountMicros }
  byDay { ${SHARE} } byPurpose { ${SHARE} } byModel { ${SHARE} } byCampaign { campaignId tokens requests } } }`;
const SET = `mutation ($input: SetTokenBudgetInput!) { setTokenBudget(input: $input) { __typename
  ... on TokenBudget { tokenLimit cheaperModelPercent moneyLimit { amountMicros currency } }
  ... on TokenLimitTooLow { message lowestLimit } } }`;

describe('what was spent', () => {
  let app: TestApp;
  let tenantId: string;
  let other: string;

  beforeAll(async () => {
    app = await startTestApp({ imports: [TenantTokenModule, UsageModule], env: { ROLE: 'api' }, listen: true });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    [tenantId, other] = [await app.newTenant(), await app.newTenant()];
  });

  const usage = async (company = tenantId, period = '2026-07') =>
    (await ask<{ usage: Record<string, unknown> }>(app.url, company, USAGE, { period })).data.usage;

  async function spend(at: string, tokens: number, request: object = {}): Promise<void> {
    app.clock.set(at);
    await app.asTenant(tenantId, async () => {
      const asked = { purpose: 'CALL_TURN', model: FAST, amount: tokens, ...request };
      const reservation = await app.get(TokenBudgets).reserve(asked);
      await app.get(TokenBudgets).settle(reservation, answerOf(tokens, asked.model));
    });
  }

  it('is shown by day of the company, purpose, model and campaign, to the company alone', async () => {
    const campaignId = await aCampaignRow(app, tenantId);
    await spend('2026-07-08T03:59:00.000Z', 100);
    await spend('2026-07-08T04:00:00.000Z', 200, { campaignId });
    await spend('2026-07-20T12:00:00.000Z', 400, { campaignId, model: STRONG, purpose: 'ASSESSMENT' });
    await spend('2026-08-01T12:00:00.000Z', 800);
    const share = { cheaperRequests: 0, assumedRequests: 0 };
    const days = [
      { name: '2026-07-07', requests: 1, tokens: '100', cost: { amountMicros: '10' }, ...share },
      { name: '2026-07-08', requests: 1, tokens: '200', cost: { amountMicros: '20' }, ...share },
      { name: '2026-07-20', requests: 1, tokens: '400', cost: { amountMicros: '800' }, ...share },
    ];
    const turns = { name: 'CALL_TURN', requests: 2, tokens: '300', cost: { amountMicros: '30' }, ...share };
    const read = { name: 'ASSESSMENT', requests: 1, tokens: '400', cost: { amountMicros: '800' }, ...share };
    expect(await usage()).toMatchObject({
      moneyLimit: { amountMicros: '200000000' },
      moneyUsed: { amountMicros: '830' },
      moneyReserved: { amountMicros: '0' },
      cost: { amountMicros: '830' },
      byDay: days,
      byPurpose: [read, turns],
      byModel: [{ name: STRONG }, { name: FAST }],
      byCampaign: [
        { campaignId, tokens: '600', requests: 2 },
        { campaignId: null, tokens: '100', requests: 1 },
      ],
    });
    const nothing = { cost: { amountMicros: '0' }, byDay: [], byPurpose: [], byModel: [], byCampaign: [] };
    expect(await usage(other)).toMatchObject(nothing);
  });

  it('is counted to the day it was asked on, though it is answered on the next', async () => {
    app.clock.set('2026-08-01T03:59:59.000Z');
    const request = { purpose: 'CALL_TURN', model: FAST, amount: 100 };
    const reservation = await app.asTenant(tenantId, () => app.get(TokenBudgets).reserve(request));
    app.clock.set('2026-08-01T04:00:10.000Z');
    await app.asTenant(tenantId, () => app.get(TokenBudgets).assume(reservation));
    expect(await usage()).toMatchObject({ byDay: [{ name: '2026-07-31', assumedRequests: 1 }] });
    expect(await usage(tenantId, '2026-08')).toMatchObject({ byDay: [] });
  });

  it('tells of what a cheaper model answered', async () => {
    app.clock.set('2026-07-07T18:00:00.000Z');
    const request = { purpose: 'ASSESSMENT', model: STRONG, amount: 100, cheaper: { model: FAST, amount: 100 } };
    await ask(app.url, tenantId, SET, { input: { tokenLimit: '1000', cheaperModelPercent: 1 } });
    await spend('2026-07-07T18:00:00.000Z', 100);
    await app.asTenant(tenantId, async () => {
      const reservation = await app.get(TokenBudgets).reserve(request);
      await app.get(TokenBudgets).settle(reservation, answerOf(50, reservation.model));
    });
    expect(await usage()).toMatchObject({
      byPurpose: [
        { name: 'CALL_TURN', cheaperRequests: 0 },
        { name: 'ASSESSMENT', cheaperRequests: 1, requests: 1 },
      ],
    });
  });

  it('shows the campaigns that spent most, and no more than a hundred', async () => {
    app.clock.set('2026-07-07T18:00:00.000Z');
    await app.sql(
      `insert into usage_days select $1, '2026-07', '2026-07-01', 'm', 'REPLY', gen_random_uuid(), 1, 0, 0, n, 0, 0, n, 0
       from generate_series(1, 150) as n`,
      [tenantId],
    );
    const { byCampaign } = await usage();
    expect(byCampaign).toHaveLength(100);
    expect(byCampaign).toMatchObject(Array.from({ length: 100 }, (_, index) => ({ tokens: String(150 - index) })));
  });

  it('is read from the index of its month, however many months and companies there are', async () => {
    await app.sql(
      `insert into usage_days select t.id, to_char(d, 'YYYY-MM'), d, m, 'REPLY', '00000000-0000-0000-0000-000000000000', 1, 0, 0, 1, 0, 0, 1, 0
       from tenants t, generate_series('2025-01-01'::date, '2026-06-30'::date, '1 day') as d, unnest(array['a', 'b', 'c']) as m`,
    );
    await app.sql('analyze usage_days');
    const plan = await app.asTenant(tenantId, () =>
      app.get(UnitOfWork).run((tx) => tx.query(`explain (format json) ${SPENDING}`, [tenantId, '2026-03', 100])),
    );
    expect(JSON.stringify(plan)).toContain('usage_days_pkey');
    expect(JSON.stringify(plan)).not.toContain('Seq Scan');
  });

  it('limits money and the use of the cheaper model over the API', async () => {
    app.clock.set('2026-07-07T18:00:00.000Z');
    const input = { tokenLimit: '5000', moneyLimitMicros: '1000000', cheaperModelPercent: 75 };
    expect((await ask(app.url, tenantId, SET, { input })).data).toEqual({
      setTokenBudget: {
        __typename: 'TokenBudget',
        tokenLimit: '5000',
        cheaperModelPercent: 75,
        moneyLimit: { amountMicros: '1000000', currency: 'USD' },
      },
    });
    await spend('2026-07-07T18:00:00.000Z', 1_000);
    const low = await ask(app.url, tenantId, SET, { input: { tokenLimit: '5000', moneyLimitMicros: '99' } });
    expect(low.data).toEqual({
      setTokenBudget: { __typename: 'TokenLimitTooLow', message: expect.stringContaining('money'), lowestLimit: '100' },
    });
    for (const bad of [{ moneyLimitMicros: '-1' }, { cheaperModelPercent: 0 }, { cheaperModelPercent: 101 }]) {
      const { errors } = await ask(app.url, tenantId, SET, { input: { tokenLimit: '5000', ...bad } });
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
    expect(await usage(other)).toMatchObject({ moneyLimit: { amountMicros: '200000000' }, cheaperModelPercent: 90 });
  });
});
