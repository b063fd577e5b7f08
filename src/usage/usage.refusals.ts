import { Field, ObjectType } from '@nestjs/graphql';
import { RefusalModel, unionOf } from '../platform/graphql/refusal.model';
import { BigIntScalar } from '../platform/graphql/scalars';
import type { BudgetKind } from './budget';
import { TokenBudgetExhausted, type TokenLimitBelowUse } from './usage.errors';
import { TokenBudgetModel } from './usage.model';

/** The month's tokens, or its money, are spent; any mutation that needs some may answer this. */
@ObjectType('TokenBudgetSpent', {
  implements: () => RefusalModel,
  description: 'The month’s budget has no room for this.',
})
export class TokenBudgetSpent extends RefusalModel {
  readonly code = 'TOKEN_BUDGET_SPENT';
  readonly message: string;

  constructor(kind: BudgetKind = 'TENANT_TOKENS') {
    super();
    this.message = new TokenBudgetExhausted(kind).message;
  }
}

/** The new limit is lower than what is already gone. */
@ObjectType('TokenLimitTooLow', {
  implements: () => RefusalModel,
  description: 'The limit is below what is already used or reserved.',
})
export class TokenLimitTooLow extends RefusalModel {
  readonly code = 'TOKEN_LIMIT_TOO_LOW';
  readonly message: string;

  @Field(() => BigIntScalar, {
    description: 'The lowest limit that can be set now, in the measure of the one that was refused.',
  })
  readonly lowestLimit: bigint;

  constructor({ message, lowest }: TokenLimitBelowUse) {
    super();
    this.message = message;
    this.lowestLimit = BigInt(lowest);
  }
}

export const SetTokenBudgetResult = unionOf('SetTokenBudgetResult', TokenBudgetModel, TokenLimitTooLow);
export type SetTokenBudgetResult = typeof SetTokenBudgetResult;
