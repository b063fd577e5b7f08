import { Args, Int, Mutation, ObjectType, Field, Resolver } from '@nestjs/graphql';
import { Module } from '@nestjs/common';
import { Allow } from '../../../src/platform/access/allow.decorator';
import { unionOf } from '../../../src/platform/graphql/refusal.model';
import { Topics } from '../../../src/platform/pubsub/topics';
import { RequiresTokens } from '../../../src/usage/requires-tokens.decorator';
import { TokenBudgets } from '../../../src/usage/token-budgets.service';
import { UsageModule } from '../../../src/usage/usage.module';
import { TokenBudgetSpent } from '../../../src/usage/usage.refusals';
import { BudgetAlerted } from '../../../src/usage/usage.topics';
import { startTestApp, type TestApp } from '../../support/test-app';
import { ask, TenantTokenModule } from '../../support/token-is-tenant';

@ObjectType('Answered')
class AnsweredModel {
  @Field(() => Int)
  readonly tokens!: number;
}
const AnswerResult = unionOf('AnswerResult', AnsweredModel, TokenBudgetSpent);

/** Stands for any mutation that spends tokens. */
@Resolver()
class AnswerResolver {
  @Allow('OPERATOR')
  @RequiresTokens(400)
  @Mutation(() => AnswerResult)
  answer(@Args('tokens', { type: () => Int }) tokens: number): AnsweredModel {
    return Object.assign(new AnsweredModel(), { tokens });
  }
}

@Module({ imports: [UsageModule], providers: [AnswerResolver] })
class SpendingModule {}

const USAGE = `query ($period: String) { usage(period: $period) {
  period tokensUsed tokensReserved tokenLimit cost { amountMicros currency }
  byModel { name requests tokens inputTokens cachedTokens outputTokens cost { amountMicros } } byPurpose { name tokens } } }`;
const SET = `mutation ($limit: BigInt!) { setTokenBudget(input: { tokenLimit: $limit }) {
  __typename ... on TokenBudget { tokenLimit } ... on TokenLimitTooLow { code message lowestLimit } } }`;

describe('usage over GraphQL', () => {
  let app: TestApp;
  let tenantId: string;
  let other: string;

  beforeAll(async () => {
    app = await startTestApp({
      imports: [TenantTokenModule, SpendingModule],
      env: { MONTHLY_TOKEN_LIMIT: '1000' },
      listen: true,
    });
    [tenantId, other] = [await app.newTenant(), await app.newTenant()];
  });
  afterAll(() => app.close());

  async function spend(model: string, purpose: string, tokens: number): Promise<void> {
    await app.asTenant(tenantId, async () => {
      const reservation = await app.get(TokenBudgets).reserve({ purpose, model, amount: tokens });
      const usage = { inputTokens: tokens - 10, cacheWriteTokens: 0, cacheReadTokens: 0, outputTokens: 10 };
      await app.get(TokenBudgets).settle(reservation, { model, usage });
    });
  }

  it('shows what was spent, by model and by purpose, to its own tenant only', async () => {
    await spend('claude-haiku-5-5', 'CALL_TURN', 110);
    await spend('claude-sonnet-5-5', 'ASSESSMENT', 210);
    const { data } = await ask<{ usage: object }>(app.url, tenantId, USAGE);
    expect(data.usage).toEqual({
      period: '2026-07',
      tokensUsed: '320',
      tokensReserved: '0',
      tokenLimit: '1000',
      cost: { amountMicros: '515', currency: 'USD' },
      byModel: [
        {
          name: 'claude-sonnet-5-5',
          requests: 1,
          tokens: '210',
          inputTokens: '200',
          cachedTokens: '0',
          outputTokens: '10',
          cost: { amountMicros: '500' },
        },
        {
          name: 'claude-haiku-5-5',
          requests: 1,
          tokens: '110',
          inputTokens: '100',
          cachedTokens: '0',
          outputTokens: '10',
          cost: { amountMicros: '15' },
        },
      ],
      byPurpose: [
        { name: 'ASSESSMENT', tokens: '210' },
        { name: 'CALL_TURN', tokens: '110' },
      ],
    });
    expect((await ask(app.url, other, USAGE)).data).toMatchObject({ usage: { tokensUsed: '0', byModel: [] } });
  });

  it('answers for a month without spending, and refuses what is no month', async () => {
    expect((await ask(app.url, tenantId, USAGE, { period: '2025-01' })).data).toMatchObject({
      usage: { period: '2025-01', tokensUsed: '0' },
    });
    expect((await ask(app.url, tenantId, USAGE, { period: 'July' })).errors?.[0]?.extensions.code).toBe(
      'BAD_USER_INPUT',
    );
  });

  it('sets a budget, and refuses one that is already spent', async () => {
    expect((await ask(app.url, tenantId, SET, { limit: '100' })).data).toEqual({
      setTokenBudget: {
        __typename: 'TokenLimitTooLow',
        code: 'TOKEN_LIMIT_TOO_LOW',
        message: expect.stringContaining('320'),
        lowestLimit: '320',
      },
    });
    expect((await ask(app.url, tenantId, SET, { limit: '9007199254740991' })).data).toEqual({
      setTokenBudget: { __typename: 'TokenBudget', tokenLimit: '9007199254740991' },
    });
    expect((await ask(app.url, tenantId, SET, { limit: '-1' })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('refuses a mutation that has no room, before it runs', async () => {
    const answer = 'mutation { answer(tokens: 5) { __typename ... on TokenBudgetSpent { code } } }';
    expect((await ask(app.url, other, answer)).data).toEqual({ answer: { __typename: 'Answered' } });
    await ask(app.url, other, SET, { limit: '399' });
    expect((await ask(app.url, other, answer)).data).toEqual({
      answer: { __typename: 'TokenBudgetSpent', code: 'TOKEN_BUDGET_SPENT' },
    });
  });

  it('tells subscribers of its own tenant that a threshold was reached', async () => {
    const [limited, stranger] = [await app.newTenant(), await app.newTenant()];
    const news = await app.asTenant(limited, () => app.get(Topics).subscribe(BudgetAlerted));
    const others = await app.asTenant(stranger, () => app.get(Topics).subscribe(BudgetAlerted));
    await app.asTenant(limited, async () => {
      const reservation = await app
        .get(TokenBudgets)
        .reserve({ purpose: 'CALL_TURN', model: 'claude-haiku-5-5', amount: 850 });
      await app.get(TokenBudgets).assume(reservation);
    });
    expect((await news.next()).value).toEqual({ budget: 'TENANT_TOKENS', period: '2026-07', percent: 80 });
    const quiet = await Promise.race([others.next(), Promise.resolve('nothing')]);
    expect(quiet).toBe('nothing');
    await news.return?.();
    await others.return?.();
  });
});
