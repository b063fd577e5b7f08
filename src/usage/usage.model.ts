import { Field, Int, ObjectType } from '@nestjs/graphql';
import { MoneyModel } from '../platform/graphql/money.model';
import { BigIntScalar } from '../platform/graphql/scalars';
import { PRICE_CURRENCY } from './pricing/model-cost';
import type { BudgetFigures } from './budget-ledger.service';
import type { UsageOverview, UsageShare } from './usage.service';

/** Spending under one heading. */
@ObjectType('UsageShare', { description: 'Tokens and cost under one heading: a model, or a purpose.' })
export class UsageShareModel {
  @Field(() => String, {
    description: 'The model, for example claude-haiku-5-5, or the purpose: CALL_TURN or ASSESSMENT.',
  })
  readonly name!: string;

  @Field(() => Int, { description: 'Answers asked for.' })
  readonly requests!: number;

  @Field(() => BigIntScalar, { description: 'Prompt tokens at the full or the cache-writing price.' })
  readonly inputTokens!: bigint;

  @Field(() => BigIntScalar, { description: 'Prompt tokens read from a cache.' })
  readonly cachedTokens!: bigint;

  @Field(() => BigIntScalar, { description: 'Tokens the model produced.' })
  readonly outputTokens!: bigint;

  @Field(() => BigIntScalar, { description: 'All tokens.' })
  readonly tokens!: bigint;

  @Field(() => MoneyModel, { description: 'Cost at the list prices of the day.' })
  readonly cost!: MoneyModel;

  static of(share: UsageShare): UsageShareModel {
    return Object.assign(new UsageShareModel(), {
      name: share.name,
      requests: share.requests,
      inputTokens: BigInt(share.inputTokens),
      cachedTokens: BigInt(share.cachedTokens),
      outputTokens: BigInt(share.outputTokens),
      tokens: BigInt(share.tokens),
      cost: MoneyModel.of(share.costMicros, PRICE_CURRENCY),
    });
  }
}

/** The limit of one month's tokens and what is left of it. */
@ObjectType('TokenBudget', {
  description: 'How many tokens of language models may be spent in a month, and how many are.',
})
export class TokenBudgetModel {
  @Field(() => String, { description: 'Calendar month in the tenant’s time zone, for example 2026-11.' })
  readonly period!: string;

  @Field(() => BigIntScalar, { description: 'Tokens that may be spent.' })
  readonly tokenLimit!: bigint;

  @Field(() => BigIntScalar, { description: 'Tokens spent.' })
  readonly tokensUsed!: bigint;

  @Field(() => BigIntScalar, { description: 'Tokens promised to requests that are still running.' })
  readonly tokensReserved!: bigint;

  static of(budget: BudgetFigures): TokenBudgetModel {
    return Object.assign(new TokenBudgetModel(), figuresOf(budget));
  }
}

/** What one month has cost so far. */
@ObjectType('Usage', { description: 'Tokens and cost of a month.' })
export class UsageModel extends TokenBudgetModel {
  @Field(() => MoneyModel, { description: 'Cost of everything spent, at the list prices of the day.' })
  readonly cost!: MoneyModel;

  @Field(() => [UsageShareModel], { description: 'Spending by model, most tokens first.' })
  readonly byModel!: readonly UsageShareModel[];

  @Field(() => [UsageShareModel], { description: 'Spending by purpose, most tokens first.' })
  readonly byPurpose!: readonly UsageShareModel[];

  static override of(
    budget: BudgetFigures,
    { byModel, byPurpose }: Omit<UsageOverview, 'budget'> = NOTHING,
  ): UsageModel {
    const micros = byModel.reduce((sum, share) => sum + share.costMicros, 0);
    return Object.assign(new UsageModel(), {
      ...figuresOf(budget),
      cost: MoneyModel.of(micros, PRICE_CURRENCY),
      byModel: byModel.map((share) => UsageShareModel.of(share)),
      byPurpose: byPurpose.map((share) => UsageShareModel.of(share)),
    });
  }
}

/** News that a threshold was reached. */
@ObjectType('BudgetAlert', { description: 'A threshold of the month’s token budget has been reached.' })
export class BudgetAlertModel {
  @Field(() => String, { description: 'Calendar month in the tenant’s time zone, for example 2026-11.' })
  readonly period!: string;

  @Field(() => Int, { description: '80: most of the budget is spent. 100: model calls are being refused.' })
  readonly percent!: number;
}

const NOTHING = { byModel: [], byPurpose: [] };

function figuresOf(budget: BudgetFigures) {
  return {
    period: budget.period,
    tokenLimit: BigInt(budget.tokenLimit),
    tokensUsed: BigInt(budget.used),
    tokensReserved: BigInt(budget.reserved),
  };
}
