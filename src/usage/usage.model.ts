import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { MoneyModel } from '../platform/graphql/money.model';
import { BigIntScalar } from '../platform/graphql/scalars';
import { BUDGET_KINDS, type BudgetKind } from './budget';
import { PRICE_CURRENCY } from './pricing/model-cost';
import type { BudgetFigures } from './shown-budget';
import type { Spending } from './spending/spending.service';
import { CampaignUsageShareModel, UsageShareModel } from './spending/usage-share.model';

export const BudgetKindEnum = Object.fromEntries(BUDGET_KINDS.map((kind) => [kind, kind])) as {
  [K in BudgetKind]: K;
};
registerEnumType(BudgetKindEnum, {
  name: 'BudgetKind',
  description: 'One measure of one budget.',
  valuesMap: {
    TENANT_TOKENS: { description: 'Tokens of the company’s month.' },
    TENANT_MONEY: { description: 'Money of the company’s month.' },
    CAMPAIGN_TOKENS: { description: 'Tokens of a campaign in all.' },
    CAMPAIGN_MONEY: { description: 'Money of a campaign in all.' },
  },
});

/** The limits of one month and what is left of them. */
@ObjectType('TokenBudget', {
  description: 'How many tokens of language models, and how much money for them, may be spent in a month, and is.',
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

  @Field(() => MoneyModel, { description: 'Money that may be spent on models.' })
  readonly moneyLimit!: MoneyModel;

  @Field(() => MoneyModel, { description: 'Money spent, at the list prices of the day.' })
  readonly moneyUsed!: MoneyModel;

  @Field(() => MoneyModel, { description: 'Money promised to requests that are still running.' })
  readonly moneyReserved!: MoneyModel;

  @Field(() => Int, {
    description: 'Percent of a budget from which on the fast model answers what the strong one was asked.',
  })
  readonly cheaperModelPercent!: number;

  static of(budget: BudgetFigures): TokenBudgetModel {
    return Object.assign(new TokenBudgetModel(), shown(budget));
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

  @Field(() => [UsageShareModel], { description: 'Spending by day of the tenant’s time zone, in their order.' })
  readonly byDay!: readonly UsageShareModel[];

  @Field(() => [CampaignUsageShareModel], {
    description: 'Spending by campaign, most tokens first; the hundred that spent most.',
  })
  readonly byCampaign!: readonly CampaignUsageShareModel[];

  static override of(budget: BudgetFigures, spending?: Spending): UsageModel {
    return Object.assign(new UsageModel(), {
      ...shown(budget),
      cost: MoneyModel.of(spending?.total.costMicros ?? 0, PRICE_CURRENCY),
      byModel: spending?.byModel.map((share) => UsageShareModel.of(share)) ?? [],
      byPurpose: spending?.byPurpose.map((share) => UsageShareModel.of(share)) ?? [],
      byDay: spending?.byDay.map((share) => UsageShareModel.of(share)) ?? [],
      byCampaign: spending?.byCampaign.map((share) => CampaignUsageShareModel.of(share)) ?? [],
    });
  }
}

/** News that a threshold was reached. */
@ObjectType('BudgetAlert', { description: 'A threshold of a budget has been reached; told once.' })
export class BudgetAlertModel {
  @Field(() => BudgetKindEnum, { description: 'Which budget.' })
  readonly budget!: BudgetKind;

  @Field(() => String, {
    description: 'Calendar month in the tenant’s time zone in which it was reached, for example 2026-11.',
  })
  readonly period!: string;

  @Field(() => ID, { nullable: true, description: 'The campaign whose budget it is; null for the company’s.' })
  readonly campaignId?: string | null;

  @Field(() => Int, { description: '80: most of the budget is spent. 100: model calls are being refused.' })
  readonly percent!: number;
}

function shown(budget: BudgetFigures): object {
  return {
    period: budget.period,
    tokenLimit: BigInt(budget.tokenLimit),
    tokensUsed: BigInt(budget.used),
    tokensReserved: BigInt(budget.reserved),
    moneyLimit: MoneyModel.of(budget.moneyLimitMicros, PRICE_CURRENCY),
    moneyUsed: MoneyModel.of(budget.moneyUsedMicros, PRICE_CURRENCY),
    moneyReserved: MoneyModel.of(budget.moneyReservedMicros, PRICE_CURRENCY),
    cheaperModelPercent: budget.cheaperModelPercent,
  };
}
