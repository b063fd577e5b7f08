import type { BudgetState } from './budget';

/** The month of a company as it is shown. Money is in millionths of a US dollar. */
export interface BudgetFigures {
  /** `2026-11` */
  readonly period: string;
  readonly tokenLimit: number;
  readonly used: number;
  readonly reserved: number;
  readonly moneyLimitMicros: number;
  readonly moneyUsedMicros: number;
  readonly moneyReservedMicros: number;
  /** Percent of a budget from which on the fast model answers for the strong one. */
  readonly cheaperModelPercent: number;
}

export function figuresOf(period: string, { tokens, money }: BudgetState, cheaperModelPercent: number): BudgetFigures {
  return {
    period,
    tokenLimit: tokens.limit ?? 0,
    used: tokens.used,
    reserved: tokens.reserved,
    moneyLimitMicros: money.limit ?? 0,
    moneyUsedMicros: money.used,
    moneyReservedMicros: money.reserved,
    cheaperModelPercent,
  };
}
