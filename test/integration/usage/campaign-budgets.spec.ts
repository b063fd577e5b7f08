import { v7 as uuidv7 } from 'uuid';
import { CampaignBudgets } from '../../../src/usage/campaign-budgets/campaign-budgets.service';
import type { ReservationRequest } from '../../../src/usage/reservation';
import { TokenBudgets } from '../../../src/usage/token-budgets.service';
import { TokenBudgetExhausted, TokenLimitBelowUse } from '../../../src/usage/usage.errors';
import { UsageModule } from '../../../src/usage/usage.module';
import { UsageService } from '../../../src/usage/usage.service';
import { aCampaignRow } from '../../support/builders/a-campaign-row';
import { startTestApp, type TestApp } from '../../support/test-app';
import { answerOf, campaignOf, FAST, monthOf, STRONG } from './budget-stage';

const TURN = { purpose: 'CALL_TURN', model: FAST };
const NOTHING = { used: 0, reserved: 0, moneyUsed: 0, moneyReserved: 0 };

describe('budgets of money and of campaigns', () => {
  let app: TestApp;
  let budgets: TokenBudgets;
  let tenantId: string;
  let other: string;
  let campaignId: string;

  beforeAll(async () => {
    app = await startTestApp({
      imports: [UsageModule],
      env: { ROLE: 'api', TOKENS_PER_CALL: '1000', TOKENS_PER_LEAD_AND_DAY: '1500' },
    });
    budgets = app.get(TokenBudgets);
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    app.clock.set('2026-07-07T18:00:00.000Z');
    [tenantId, other] = [await app.newTenant(), await app.newTenant()];
    campaignId = await aCampaignRow(app, tenantId);
  });

  const inTenant = <T>(work: () => Promise<T>): Promise<T> => app.asTenant(tenantId, work);
  const reserve = (request: Partial<ReservationRequest> & { amount: number }) =>
    inTenant(() => budgets.reserve({ ...TURN, campaignId, ...request }));
  const limitMonth = (tokens: number, moneyLimitMicros: number) =>
    inTenant(() => app.get(UsageService).setBudget(tokens, { moneyLimitMicros }));
  const limitCampaign = (limits: { tokens?: number | null; micros?: number | null }) =>
    inTenant(() => app.get(CampaignBudgets).set(campaignId, limits));
  const spend = async (tokens: number, request = {}) => {
    const reservation = await reserve({ amount: tokens, ...request });
    await inTenant(() => budgets.settle(reservation, answerOf(tokens)));
  };
  const refusalOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'granted',
      (error: unknown) => (error instanceof TokenBudgetExhausted ? error.refusing : error),
    );

  async function told(): Promise<unknown[]> {
    const rows = await app.sql<{ payload: { budget: string; percent: number; campaignId?: string } }>(
      "select payload from outbox where tenant_id = $1 and name = 'budget-threshold.reached' order by occurred_at, id",
      [tenantId],
    );
    return rows.map(({ payload }) => [payload.budget, payload.percent, payload.campaignId === campaignId]);
  }

  it('charges the month and the campaign alike, in both measures, through every ending', async () => {
    const [settled, assumed, released] = [
      await reserve({ amount: 400 }),
      await reserve({ amount: 200 }),
      await reserve({ amount: 100 }),
    ];
    const held = { used: 0, reserved: 700, moneyUsed: 0, moneyReserved: 350 };
    expect([await monthOf(app, tenantId), await campaignOf(app, campaignId)]).toEqual([held, held]);
    await inTenant(() => budgets.settle(settled, answerOf(300)));
    await inTenant(() => budgets.assume(assumed));
    await inTenant(() => budgets.release(released));
    const spent = { used: 500, reserved: 0, moneyUsed: 30 + 100, moneyReserved: 0 };
    expect([await monthOf(app, tenantId), await campaignOf(app, campaignId)]).toEqual([spent, spent]);
    expect(await monthOf(app, other)).toBeUndefined();
    expect(await app.asTenant(other, () => app.get(CampaignBudgets).of([campaignId]))).toEqual(new Map());
  });

  it('holds nothing of the month when the campaign has no room', async () => {
    await limitCampaign({ tokens: 500 });
    expect(await refusalOf(reserve({ amount: 501 }))).toBe('CAMPAIGN_TOKENS');
    await limitCampaign({ tokens: null, micros: 200 });
    expect(await refusalOf(reserve({ amount: 500 }))).toBe('CAMPAIGN_MONEY');
    expect([await monthOf(app, tenantId), await campaignOf(app, campaignId)]).toEqual([NOTHING, NOTHING]);
    expect(await app.sql('select 1 from token_reservations where tenant_id = $1', [tenantId])).toEqual([]);
    expect(await refusalOf(reserve({ amount: 400 }))).toBe('granted');
  });

  it('asks the month first', async () => {
    await limitMonth(1_000_000, 100);
    await limitCampaign({ tokens: 10, micros: 10 });
    expect(await refusalOf(reserve({ amount: 300 }))).toBe('TENANT_MONEY');
    await limitMonth(100, 1_000_000);
    expect(await refusalOf(reserve({ amount: 300 }))).toBe('TENANT_TOKENS');
  });

  it('stops only the campaign whose budget is spent', async () => {
    await limitCampaign({ tokens: 100 });
    const second = await aCampaignRow(app, tenantId);
    expect(await refusalOf(reserve({ amount: 200 }))).toBe('CAMPAIGN_TOKENS');
    expect(await refusalOf(reserve({ amount: 200, campaignId: second }))).toBe('granted');
    expect(await refusalOf(reserve({ amount: 200, campaignId: null }))).toBe('granted');
  });

  it.each([
    ['a campaign of nobody', () => uuidv7()],
    ['a campaign of another company', () => aCampaignRow(app, other)],
  ])('fails closed for %s: nothing is held', async (_case, of) => {
    await expect(reserve({ amount: 100, campaignId: await of() })).rejects.toThrow(/foreign key/);
    expect((await monthOf(app, tenantId)) ?? NOTHING).toEqual(NOTHING);
  });

  it('fails closed when what is held cannot be written down', async () => {
    await app.sql("alter table token_reservations add constraint broken check (purpose <> 'ROUTE') not valid");
    await expect(reserve({ amount: 100, purpose: 'ROUTE' })).rejects.toThrow(/broken/);
    await app.sql('alter table token_reservations drop constraint broken');
    expect((await monthOf(app, tenantId)) ?? NOTHING).toEqual(NOTHING);
  });

  it('never books more money than was reserved, nor a model without a price for nothing', async () => {
    const reservation = await reserve({ amount: 100, micros: 10 });
    await inTenant(() => budgets.settle(reservation, answerOf(100, 'a-new-model')));
    expect(await monthOf(app, tenantId)).toEqual({ used: 100, reserved: 0, moneyUsed: 10, moneyReserved: 0 });
    const [entry] = await app.sql('select cost_micros::int as cost from usage_entries where tenant_id = $1', [
      tenantId,
    ]);
    expect(entry).toEqual({ cost: 1_000 });
    expect((await reserve({ amount: 100, model: 'a-new-model' })).micros).toBe(5_000);
  });

  it('books no provider’s request twice: the second stays held until it counts in full', async () => {
    const [first, second] = [await reserve({ amount: 100 }), await reserve({ amount: 100 })];
    const answer = { ...answerOf(50), providerRequestId: 'req_1' };
    await inTenant(() => budgets.settle(first, answer));
    await expect(inTenant(() => budgets.settle(second, answer))).rejects.toThrow(/usage_entries_request/);
    expect(await monthOf(app, tenantId)).toMatchObject({ used: 50, reserved: 100 });
  });

  it('tells of 80 and 100 percent once each for each of the four', async () => {
    await limitMonth(1_000, 100);
    await limitCampaign({ tokens: 900, micros: 90 });
    await spend(750, { micros: 75, purpose: 'ASSESSMENT' });
    expect(await told()).toEqual([
      ['CAMPAIGN_TOKENS', 80, true],
      ['CAMPAIGN_MONEY', 80, true],
    ]);
    await spend(100, { micros: 10, purpose: 'ASSESSMENT' });
    for (let again = 0; again < 2; again += 1) {
      expect(await refusalOf(reserve({ amount: 60, micros: 1 }))).toBe('CAMPAIGN_TOKENS');
      expect(await refusalOf(reserve({ amount: 1, micros: 6 }))).toBe('CAMPAIGN_MONEY');
      expect(await refusalOf(reserve({ amount: 160, micros: 1 }))).toBe('TENANT_TOKENS');
      expect(await refusalOf(reserve({ amount: 1, micros: 16 }))).toBe('TENANT_MONEY');
    }
    expect((await told()).slice(2)).toEqual([
      ['TENANT_TOKENS', 80, false],
      ['TENANT_MONEY', 80, false],
      ['CAMPAIGN_TOKENS', 100, true],
      ['CAMPAIGN_MONEY', 100, true],
      ['TENANT_TOKENS', 100, false],
      ['TENANT_MONEY', 100, false],
    ]);
  });

  it('is spent when another conversation does not fit, or when something was refused; raising it opens it again', async () => {
    const spent = () => inTenant(() => app.get(CampaignBudgets).spent(campaignId, 300));
    expect(await spent()).toBeNull();
    await limitCampaign({ tokens: 299 });
    expect(await spent()).toBe('CAMPAIGN_TOKENS');
    await limitCampaign({ tokens: 1_000 });
    await reserve({ amount: 900, purpose: 'ASSESSMENT' });
    expect(await spent()).toBeNull();
    expect(await refusalOf(reserve({ amount: 1_001 }))).toBe('CAMPAIGN_TOKENS');
    expect(await spent()).toBe('CAMPAIGN_TOKENS');
    await limitCampaign({ tokens: 2_000 });
    expect(await spent()).toBeNull();
  });

  it('refuses a limit below what is gone, and counts what was spent before there was one', async () => {
    await spend(500);
    await reserve({ amount: 200 });
    await expect(limitCampaign({ tokens: 699 })).rejects.toThrow(TokenLimitBelowUse);
    await expect(limitCampaign({ micros: 149 })).rejects.toThrow('micros of money');
    await limitCampaign({ tokens: 700, micros: 150 });
    expect(await refusalOf(reserve({ amount: 1 }))).toBe('CAMPAIGN_TOKENS');
  });

  it('keeps the limit of money, and when the cheaper model answers, for the months that follow', async () => {
    await inTenant(() => app.get(UsageService).setBudget(9_000, { moneyLimitMicros: 7_000, cheaperModelPercent: 50 }));
    app.clock.set('2026-09-07T18:00:00.000Z');
    await reserve({ amount: 100 });
    expect(await inTenant(() => app.get(UsageService).budgetOf())).toMatchObject({
      period: '2026-09',
      tokenLimit: 9_000,
      moneyLimitMicros: 7_000,
      cheaperModelPercent: 50,
    });
    expect(await app.asTenant(other, () => app.get(UsageService).budgetOf())).toMatchObject({
      moneyLimitMicros: 200_000_000,
      cheaperModelPercent: 90,
    });
  });

  describe('the cheaper model', () => {
    const answering = async () => {
      const cheaper = { model: FAST, amount: 40, micros: 1 };
      const { model, amount, inPlaceOf, ...held } = await reserve({
        purpose: 'ASSESSMENT',
        model: STRONG,
        amount: 50,
        micros: 5,
        cheaper,
      });
      await inTenant(() => budgets.settle({ model, amount, inPlaceOf, ...held }, answerOf(0, model)));
      return { model, amount, inPlaceOf };
    };
    const strong = { model: STRONG, amount: 50, inPlaceOf: null };
    const cheap = { model: FAST, amount: 40, inPlaceOf: STRONG };

    it.each([
      ['the tokens of the month', () => limitMonth(1_000, 1_000_000)],
      ['the money of the month', () => limitMonth(1_000_000, 100)],
      ['the tokens of the campaign', () => limitCampaign({ tokens: 1_000 })],
      ['the money of the campaign', () => limitCampaign({ micros: 100 })],
    ])('answers once nine tenths of %s are used, and no sooner', async (_which, limit) => {
      await limit();
      await spend(880, { micros: 88 });
      expect(await answering()).toEqual(strong);
      await reserve({ amount: 30, micros: 3 });
      expect(await answering()).toEqual(strong);
      await spend(20, { micros: 2 });
      expect(await answering()).toEqual(cheap);
      const [{ count } = { count: 0 }] = await app.sql<{ count: number }>(
        'select count(*)::int as count from usage_entries where tenant_id = $1 and in_place_of = $2',
        [tenantId, STRONG],
      );
      expect(count).toBe(1);
    });

    it('answers from the percentage the company has chosen', async () => {
      await inTenant(() => app.get(UsageService).setBudget(1_000, { cheaperModelPercent: 10 }));
      await spend(99);
      expect(await answering()).toEqual(strong);
      await spend(1);
      expect(await answering()).toEqual(cheap);
    });
  });

  describe('caps', () => {
    it('let one call use so much and no more, whatever else the company has', async () => {
      const [callId, another] = [uuidv7(), uuidv7()];
      await spend(600, { callId });
      expect(await refusalOf(reserve({ amount: 401, callId }))).toBe('CALL_TOKENS');
      expect(await monthOf(app, tenantId)).toMatchObject({ used: 600, reserved: 0 });
      await reserve({ amount: 300, callId });
      expect(await refusalOf(reserve({ amount: 101, callId }))).toBe('CALL_TOKENS');
      expect(await refusalOf(reserve({ amount: 401, callId: another }))).toBe('granted');
      expect(await refusalOf(reserve({ amount: 401, callId, purpose: 'ASSESSMENT' }))).toBe('granted');
      expect(await told()).toEqual([]);
    });

    it('do not count what was read from the cache', async () => {
      const callId = uuidv7();
      const reservation = await reserve({ amount: 900, callId });
      const usage = { inputTokens: 50, cacheWriteTokens: 0, cacheReadTokens: 800, outputTokens: 50 };
      await inTenant(() => budgets.settle(reservation, { model: FAST, usage }));
      expect(await refusalOf(reserve({ amount: 900, callId }))).toBe('granted');
    });

    it('let one person use so much in a day, on every channel, until the day ends where the company is', async () => {
      const leadId = uuidv7();
      await spend(800, { leadId });
      await spend(500, { leadId, purpose: 'REPLY' });
      expect(await refusalOf(reserve({ amount: 201, leadId, purpose: 'ROUTE' }))).toBe('LEAD_TOKENS');
      expect(await refusalOf(reserve({ amount: 201, leadId, purpose: 'ASSESSMENT' }))).toBe('granted');
      app.clock.set('2026-07-08T03:59:00.000Z');
      expect(await refusalOf(reserve({ amount: 201, leadId }))).toBe('LEAD_TOKENS');
      app.clock.set('2026-07-08T04:00:00.000Z');
      expect(await refusalOf(reserve({ amount: 201, leadId }))).toBe('granted');
    });

    it('hold for requests that come at once', async () => {
      const callId = uuidv7();
      const asked = await Promise.all(Array.from({ length: 20 }, () => refusalOf(reserve({ amount: 200, callId }))));
      expect(asked.filter((answer) => answer === 'granted')).toHaveLength(5);
      expect(asked.filter((answer) => answer === 'CALL_TOKENS')).toHaveLength(15);
      expect(await monthOf(app, tenantId)).toMatchObject({ reserved: 1_000 });
    });
  });
});
