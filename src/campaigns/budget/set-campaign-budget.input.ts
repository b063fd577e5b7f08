import { Field, ID, InputType } from '@nestjs/graphql';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { BigIntScalar } from '../../platform/graphql/scalars';

@InputType({ description: 'What a campaign may spend on language models in all. What is absent stays.' })
export class SetCampaignBudgetInput {
  @Field(() => ID, { description: 'The campaign.' })
  @IsId()
  campaignId!: string;

  @Field(() => BigIntScalar, { nullable: true, description: 'Tokens; null takes the limit away, 0 allows none.' })
  tokenLimit?: bigint | null;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: 'Millionths of a US dollar; null takes the limit away, 0 allows none.',
  })
  moneyLimitMicros?: bigint | null;
}
