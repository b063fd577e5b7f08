import { Field, ID, ObjectType } from '@nestjs/graphql';
import { MoneyModel } from '../../platform/graphql/money.model';
import { BigIntScalar } from '../../platform/graphql/scalars';
import type { BudgetState } from '../../usage/budget';
import { PRICE_CURRENCY } from '../../usage/pricing/model-cost';

@ObjectType('CampaignBudget', {
  description: 'How many tokens of language models, and how much money for them, a campaign may spend in all, and has.',
})
export class CampaignBudgetModel {
  @Field(() => ID, { description: 'The campaign.' })
  readonly campaignId!: string;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: 'Tokens it may spend in all; null for as many as the company’s month allows.',
  })
  readonly tokenLimit!: bigint | null;

  @Field(() => BigIntScalar, { description: 'Tokens spent.' })
  readonly tokensUsed!: bigint;

  @Field(() => BigIntScalar, { description: 'Tokens promised to requests that are still running.' })
  readonly tokensReserved!: bigint;

  @Field(() => MoneyModel, {
    nullable: true,
    description: 'Money it may spend on models in all; null for as much as the company’s month allows.',
  })
  readonly moneyLimit!: MoneyModel | null;

  @Field(() => MoneyModel, { description: 'Money spent on models, at the list prices of the day.' })
  readonly moneyUsed!: MoneyModel;

  @Field(() => MoneyModel, { description: 'Money promised to requests that are still running.' })
  readonly moneyReserved!: MoneyModel;

  static of(campaignId: string, { tokens, money }: BudgetState): CampaignBudgetModel {
    return Object.assign(new CampaignBudgetModel(), {
      campaignId,
      tokenLimit: tokens.limit === null ? null : BigInt(tokens.limit),
      tokensUsed: BigInt(tokens.used),
      tokensReserved: BigInt(tokens.reserved),
      moneyLimit: money.limit === null ? null : MoneyModel.of(money.limit, PRICE_CURRENCY),
      moneyUsed: MoneyModel.of(money.used, PRICE_CURRENCY),
      moneyReserved: MoneyModel.of(money.reserved, PRICE_CURRENCY),
    });
  }
}
