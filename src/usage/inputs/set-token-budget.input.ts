import { Field, InputType, Int } from '@nestjs/graphql';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { BigIntScalar } from '../../platform/graphql/scalars';

@InputType({ description: 'The limits of a month’s tokens and money.' })
export class SetTokenBudgetInput {
  @Field(() => BigIntScalar, {
    description:
      'Tokens that may be spent per calendar month: this one and those that follow, until it is set again. 0 allows none.',
  })
  tokenLimit!: bigint;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: 'Millionths of a US dollar that may be spent on models per calendar month; as it is when absent.',
  })
  moneyLimitMicros?: bigint | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Percent of a budget, 1 to 100, from which on the fast model answers what the strong one was asked; as it is when absent.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  cheaperModelPercent?: number | null;
}
