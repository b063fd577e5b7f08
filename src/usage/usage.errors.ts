import { Conflict } from '../platform/errors/domain-error';
import { BUDGET_KINDS, type BudgetKind } from './budget';

/** What may refuse a request: one of the budgets, or the cap of a single call or of one person's day. */
export type Refusing = BudgetKind | 'CALL_TOKENS' | 'LEAD_TOKENS';

const WHY: Readonly<Record<Refusing, string>> = {
  TENANT_TOKENS: 'The token budget of this month has no room left; raise it or wait for the next month.',
  TENANT_MONEY: 'The money budget of this month has no room left; raise it or wait for the next month.',
  CAMPAIGN_TOKENS: 'The token budget of the campaign has no room left; raise it.',
  CAMPAIGN_MONEY: 'The money budget of the campaign has no room left; raise it.',
  CALL_TOKENS: 'This call has used as many tokens as one call may.',
  LEAD_TOKENS: 'This person has used as many tokens today as one person may in a day.',
};

/** Thrown when a budget, or a cap, has no room for a request. Nothing is held then. */
export class TokenBudgetExhausted extends Conflict {
  constructor(readonly refusing: Refusing = 'TENANT_TOKENS') {
    super(WHY[refusing]);
  }

  /** False for the caps, which say nothing of anybody else's requests. */
  get isBudget(): boolean {
    return BUDGET_KINDS.some((kind) => kind === this.refusing);
  }
}

/** Thrown when a budget would fall below what is already spent or promised. */
export class TokenLimitBelowUse extends Conflict {
  constructor(
    readonly used: number,
    readonly reserved: number,
    readonly measure: 'tokens' | 'micros of money' = 'tokens',
  ) {
    super(`The limit cannot be below the ${used + reserved} ${measure} already used or reserved.`);
  }

  get lowest(): number {
    return this.used + this.reserved;
  }
}
