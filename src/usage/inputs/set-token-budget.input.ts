import { Field, InputType } from '@nestjs/graphql';
import { BigIntScalar } from '../../platform/graphql/scalars';

@InputType({ description: 'The limit of a month’s tokens.' })
export class SetTokenBudgetInput {
  @Field(() => BigIntScalar, {
    description:
      'Tokens that may be spent per calendar month: this one and those that follow, until it is set again. 0 allows none.',
  })
  tokenLimit!: bigint;
}
