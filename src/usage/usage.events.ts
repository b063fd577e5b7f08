import { declareFact } from '../platform/events/fact';
import type { BudgetKind } from './budget';

/** Recorded once per budget and threshold: 80 is a warning, 100 means that model calls are being refused. */
export const BudgetThresholdReached = declareFact<BudgetThreshold>('budget-threshold.reached');

export interface BudgetThreshold {
  readonly budget: BudgetKind;
  /** `2026-11`: the month of the budget; of a campaign’s, the month in which it was reached. */
  readonly period: string;
  /** Of a campaign’s budget. */
  readonly campaignId?: string;
  readonly percent: number;
}
