import { v7 as uuidv7 } from 'uuid';
import { ExpiredReservations } from '../../../src/usage/expired-reservations.service';
import { TokenBudgets } from '../../../src/usage/token-budgets.service';
import { TokenBudgetExhausted, TokenLimitBelowUse } from '../../../src/usage/usage.errors';
import { UsageModule } from '../../../src/usage/usage.module';
import { UsageService } from '../../../src/usage/usage.service';
import { aCampaignRow } from '../../support/builders/a-campaign-row';
import { startTestApp, type TestApp } from '../../support/test-app';

const TURN = { purpose: 'CALL_TURN', model: 'claude-haiku-5-5' };
const usage = (tokens: number) => ({ inputTokens: tokens, cacheWriteTokens: 0, cacheReadTokens: 0, outputTokens: 0 });

describe('token budgets', () => {
  let app: TestApp;
  let budgets: TokenBudgets;
  let tenantId: string;
  let other: string;

  beforeAll(async () => {
    // No relay: recorded facts stay in the outbox, where they can be counted.
    app = await startTestApp({ imports: [UsageModule], env: { ROLE: 'api', MONTHLY_TOKEN_LIMIT: '1000' } });
    budgets = app.get(TokenBudgets);
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    app.clock.set('2026-07-07T18:00:00.000Z');
    tenantId = await app.newTenant();
    other = await app.newTenant();
  });

  const inTenant = <T>(work: () => Promise<T>): Promise<T> => app.asTenant(tenantId, work);
  const reserve = (amount: number, holdMs?: number) => inTenant(() => budgets.reserve({ ...TURN, amount, holdMs }));

  async function figures(tenant = tenantId) {
    const [row] = await app.sql(
      'select period, token_limit::int as limit, used::int, reserved::int from token_budgets where tenant_id = $1',
      [tenant],
    );
    return row;
  }

  async function told(): Promise<number[]> {
    const rows = await app.sql<{ percent: number }>(
      "select (payload->>'percent')::int as percent from outbox where tenant_id = $1 and name = 'budget-threshold.reached' order by 1",
      [tenantId],
    );
    return rows.map(({ percent }) => percent);
  }

  it('admits exactly ten of fifty parallel requests where ten fit', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => reserve(100)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(TokenBudgetExhausted);
    }
    expect(await figures()).toMatchObject({ used: 0, reserved: 1_000 });
    expect(await figures(other)).toBeUndefined();
  });

  it('settles the truth and gives the rest back', async () => {
    const reservation = await reserve(600);
    await inTenant(() =>
      budgets.settle(reservation, {
        model: 'claude-sonnet-5-5',
        usage: { inputTokens: 100, cacheWriteTokens: 20, cacheReadTokens: 50, outputTokens: 30 },
        providerRequestId: 'req_1',
      }),
    );
    expect(await figures()).toMatchObject({ used: 200, reserved: 0 });
    expect(
      await app.sql(
        'select model, input_tokens::int, cached_tokens::int, output_tokens::int, tokens::int, cost_micros::int, assumed, provider_request_id from usage_entries where tenant_id = $1',
        [tenantId],
      ),
    ).toEqual([
      {
        model: 'claude-sonnet-5-5',
        input_tokens: 120,
        cached_tokens: 50,
        output_tokens: 30,
        tokens: 200,
        cost_micros: 560,
        assumed: false,
        provider_request_id: 'req_1',
      },
    ]);
  });

  it('ends a reservation once, whoever comes second', async () => {
    const reservation = await reserve(600);
    const record = { model: 'claude-haiku-5-5', usage: usage(100) };
    await Promise.all([1, 2, 3].map(() => inTenant(() => budgets.settle(reservation, record))));
    await inTenant(() => budgets.release(reservation));
    await inTenant(() => budgets.assume(reservation));
    expect(await figures()).toMatchObject({ used: 100, reserved: 0 });
  });

  it('never counts more against the limit than was reserved', async () => {
    const reservation = await reserve(1_000);
    await inTenant(() => budgets.settle(reservation, { model: 'claude-haiku-5-5', usage: usage(1_500) }));
    expect(await figures()).toMatchObject({ used: 1_000, reserved: 0 });
    expect(await app.sql('select tokens::int from usage_entries where tenant_id = $1', [tenantId])).toEqual([
      { tokens: 1_500 },
    ]);
  });

  it('gives everything back when nothing was sent, and books everything when nobody knows', async () => {
    const [unsent, unknown] = [await reserve(300), await reserve(400)];
    await inTenant(() => budgets.release(unsent));
    await inTenant(() => budgets.assume(unknown));
    expect(await figures()).toMatchObject({ used: 400, reserved: 0 });
    expect(
      await app.sql('select tokens::int, assumed, model from usage_entries where tenant_id = $1', [tenantId]),
    ).toEqual([{ tokens: 400, assumed: true, model: 'claude-haiku-5-5' }]);
  });

  it('books what a dead process left behind, as what it was, and nothing that may still run', async () => {
    const campaignId = await aCampaignRow(app, tenantId);
    const [callId, conversationId] = [uuidv7(), uuidv7()];
    const whose = { callId, campaignId, conversationId };
    await inTenant(() => budgets.reserve({ ...TURN, ...whose, amount: 200, holdMs: 1_000 }));
    const alive = await reserve(300, 60_000);
    const assessment = { purpose: 'ASSESSMENT', model: 'claude-sonnet-5-5', amount: 50, holdMs: 1_000 };
    await app.asTenant(other, () => budgets.reserve(assessment));
    app.clock.advance(1_001);
    expect(await app.get(ExpiredReservations).assumeExpired()).toBe(2);
    expect(await app.get(ExpiredReservations).assumeExpired()).toBe(0);
    expect(await figures()).toMatchObject({ used: 200, reserved: 300 });
    expect(await figures(other)).toMatchObject({ used: 50, reserved: 0 });
    const booked = await app.sql(
      `select tenant_id, purpose, model, call_id, campaign_id, conversation_id, cost_micros::int, assumed from usage_entries
       where tenant_id in ($1, $2) order by tokens desc`,
      [tenantId, other],
    );
    const { purpose, model } = assessment;
    expect(booked).toEqual([
      {
        tenant_id: tenantId,
        ...TURN,
        call_id: callId,
        campaign_id: campaignId,
        conversation_id: conversationId,
        cost_micros: 100,
        assumed: true,
      },
      {
        tenant_id: other,
        purpose,
        model,
        call_id: null,
        campaign_id: null,
        conversation_id: null,
        cost_micros: 500,
        assumed: true,
      },
    ]);
    await inTenant(() => budgets.release(alive));
  });

  it('books what expired after a reservation that cannot be booked', async () => {
    await reserve(200, 1_000);
    await app.asTenant(other, () => budgets.reserve({ ...TURN, amount: 50, holdMs: 2_000 }));
    await app.sql('update token_budgets set reserved = 0 where tenant_id = $1', [tenantId]);
    app.clock.advance(2_000);
    expect(await app.get(ExpiredReservations).assumeExpired()).toBe(2);
    expect(await figures()).toMatchObject({ used: 0 });
    expect(await figures(other)).toMatchObject({ used: 50, reserved: 0 });
    await app.sql('update token_budgets set reserved = 200 where tenant_id = $1', [tenantId]);
    expect(await app.get(ExpiredReservations).assumeExpired()).toBe(1);
    expect(await figures()).toMatchObject({ used: 200, reserved: 0 });
  });

  it('tells of 80 and of 100 percent, once each', async () => {
    for (const tokens of [790, 20, 50]) {
      const reservation = await reserve(tokens);
      await inTenant(() => budgets.settle(reservation, { model: 'claude-haiku-5-5', usage: usage(tokens) }));
    }
    expect(await told()).toEqual([80]);
    await expect(reserve(500)).rejects.toThrow(TokenBudgetExhausted);
    await expect(reserve(500)).rejects.toThrow(TokenBudgetExhausted);
    expect(await told()).toEqual([80, 100]);
  });

  it('does not cry wolf when the room is only promised to others', async () => {
    await reserve(900);
    await expect(reserve(500)).rejects.toThrow(TokenBudgetExhausted);
    expect(await told()).toEqual([]);
  });

  it('begins each month anew, by the clock on the tenant’s wall, with the limit set last', async () => {
    await reserve(900);
    await inTenant(() => app.get(UsageService).setBudget(2_000));
    app.clock.set('2026-08-01T03:59:00.000Z');
    expect(await inTenant(() => budgets.withoutRoom(1_100))).toBeNull();
    expect(await inTenant(() => budgets.withoutRoom(1_101))).toBe('TENANT_TOKENS');
    app.clock.set('2026-08-01T04:00:00.000Z');
    expect((await reserve(2_000)).period).toBe('2026-08');
    await expect(reserve(1)).rejects.toThrow(TokenBudgetExhausted);
  });

  it('refuses a limit below what is gone', async () => {
    const reservation = await reserve(300);
    await inTenant(() => budgets.settle(reservation, { model: 'claude-haiku-5-5', usage: usage(300) }));
    await reserve(400);
    const set = (limit: number) => inTenant(() => app.get(UsageService).setBudget(limit));
    await expect(set(699)).rejects.toThrow(TokenLimitBelowUse);
    expect((await set(700)).tokenLimit).toBe(700);
    await expect(reserve(1)).rejects.toThrow(TokenBudgetExhausted);
    expect(await app.sql('select action, target from audit_log where tenant_id = $1', [tenantId])).toEqual([
      { action: 'token-budget.set', target: 'token-budget:2026-07' },
    ]);
  });

  it('keeps two tenants apart', async () => {
    const reservation = await reserve(600);
    await app.asTenant(other, () => budgets.settle(reservation, { model: 'claude-haiku-5-5', usage: usage(100) }));
    expect(await figures()).toMatchObject({ used: 0, reserved: 600 });
    expect(await app.asTenant(other, () => app.get(UsageService).budgetOf())).toMatchObject({
      used: 0,
      reserved: 0,
      tokenLimit: 1_000,
    });
  });
});
