/** Budgets a request may be charged to, each by one measure. Tenant budgets are of a month, campaign budgets of the whole campaign. */
export const BUDGET_KINDS = ['TENANT_TOKENS', 'TENANT_MONEY', 'CAMPAIGN_TOKENS', 'CAMPAIGN_MONEY'] as const;

export type BudgetKind = (typeof BUDGET_KINDS)[number];

/** The same spending in both measures. */
export interface Amount {
  readonly tokens: number;
  /** Millionths of a US dollar. */
  readonly micros: number;
}

/** One measure of one budget. */
export interface MeasureFigures {
  /** Null: no limit of its own. */
  readonly limit: number | null;
  readonly used: number;
  readonly reserved: number;
  /** The last threshold told of: 0, 80 or 100. */
  readonly alertedPercent: number;
}

export interface BudgetState {
  readonly tokens: MeasureFigures;
  readonly money: MeasureFigures;
}

/** Nobody has set anything, and nothing was spent. */
export const UNTOUCHED: MeasureFigures = { limit: null, used: 0, reserved: 0, alertedPercent: 0 };

/** True when `more` exceeds the limit together with what was used; what is only promised may come back and does not count. */
export function isBeyond({ limit, used }: MeasureFigures, more: number): boolean {
  return limit !== null && used + more > limit;
}

/** True when `more` would be granted now. */
export function fits({ limit, used, reserved }: MeasureFigures, more: number): boolean {
  return limit === null || used + reserved + more <= limit;
}

/** Whole percent of the limit that is used, of the measure nearest to its end. A limit of zero is used up. */
export function percentUsed({ tokens, money }: BudgetState): number {
  return Math.max(percentOf(tokens), percentOf(money));
}

function percentOf({ limit, used }: MeasureFigures): number {
  if (limit === null) return 0;
  return limit === 0 ? 100 : Math.floor((100 * used) / limit);
}
