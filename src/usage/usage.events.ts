import { declareFact } from '../platform/events/fact';

/** Recorded once a month and threshold: 80 is a warning, 100 means that model calls are being refused. */
export const BudgetThresholdReached = declareFact<BudgetThreshold>('budget-threshold.reached');

export interface BudgetThreshold {
  /** `2026-11` */
  readonly period: string;
  readonly percent: number;
}
