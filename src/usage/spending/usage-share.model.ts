import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { MoneyModel } from '../../platform/graphql/money.model';
import { BigIntScalar } from '../../platform/graphql/scalars';
import { PRICE_CURRENCY } from '../pricing/model-cost';
import type { UsageShare } from './spending.service';

/** Spending under one heading. */
@ObjectType('UsageShare', { description: 'Tokens and cost under one heading: a model, a purpose, or a day.' })
export class UsageShareModel {
  @Field(() => String, {
    description:
      'The model, for example claude-haiku-5-5; the purpose: CALL_TURN, ROUTE, REPLY, EXTRACTION or ASSESSMENT; the day, for example 2026-11-21; or the id of the campaign, empty for none.',
  })
  readonly name!: string;

  @Field(() => Int, { description: 'Answers asked for.' })
  readonly requests!: number;

  @Field(() => Int, { description: 'Of these, answered by a cheaper model because a budget was near its end.' })
  readonly cheaperRequests!: number;

  @Field(() => Int, {
    description: 'Of these, ended in a way nobody knows the charge of; they count with all that was reserved.',
  })
  readonly assumedRequests!: number;

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
    return Object.assign(new UsageShareModel(), shown(share));
  }
}

/** Spending for one campaign. */
@ObjectType('CampaignUsageShare', { description: 'Tokens and cost for one campaign, or for none.' })
export class CampaignUsageShareModel extends UsageShareModel {
  @Field(() => ID, { nullable: true, description: 'The campaign; null for what was spent for none.' })
  readonly campaignId!: string | null;

  static override of(share: UsageShare): CampaignUsageShareModel {
    return Object.assign(new CampaignUsageShareModel(), shown(share), { campaignId: share.name || null });
  }
}

function shown({ costMicros, ...share }: UsageShare): object {
  return {
    ...share,
    inputTokens: BigInt(share.inputTokens),
    cachedTokens: BigInt(share.cachedTokens),
    outputTokens: BigInt(share.outputTokens),
    tokens: BigInt(share.tokens),
    cost: MoneyModel.of(costMicros, PRICE_CURRENCY),
  };
}
