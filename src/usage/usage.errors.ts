import { Conflict } from '../platform/errors/domain-error';

/** Thrown when the month's token budget has no room for a request. */
export class TokenBudgetExhausted extends Conflict {
  constructor() {
    super('The token budget of this month has no room left; raise it or wait for the next month.');
  }
}

/** Thrown when a budget would fall below what is already spent or promised. */
export class TokenLimitBelowUse extends Conflict {
  constructor(
    readonly used: number,
    readonly reserved: number,
  ) {
    super(`The limit cannot be below the ${used + reserved} tokens already used or reserved this month.`);
  }
}
