/** Comparisons a criterion may make. */
export const OPERATORS = [
  '>=',
  '>',
  '<=',
  '<',
  '==',
  '!=',
  'in',
  'not_in',
  'contains',
  'contains_any',
  'contains_all',
  'between',
  'exists',
] as const;

export type Operator = (typeof OPERATORS)[number];
export type Scalar = string | number | boolean;

/** What a field may hold, and what it is compared with. */
export type FieldValue = Scalar | readonly Scalar[];

/** A sum of money as it was spoken of; `min` is `max` unless a range was named. */
export interface Money {
  readonly min: number;
  readonly max: number;
  /** ISO 4217; null when the words leave it open. */
  readonly currency: string | null;
}

/** What is known about a field. */
export type Known = FieldValue | Money;

/** A sum in its own currency, to be compared with sums in that currency, and in others where a rate is given. */
export interface Price {
  /** Two for `between`: the least and the most. */
  readonly amount: number | readonly number[];
  /** ISO 4217. */
  readonly currency: string;
  /** What one unit of another currency is worth in this one; a sum in any further currency stays unknown. */
  readonly rates?: Readonly<Record<string, number>>;
}

/** One question a rubric asks of the facts. */
export interface Criterion {
  readonly field: string;
  readonly operator: Operator;
  /** Null for `exists`. */
  readonly value: FieldValue | Price | null;
  /** Above 0. Only the proportion to the other weights means something. */
  readonly weight: number;
  /** Nobody is qualified without it, whatever the score. */
  readonly required?: boolean;
}

export function isPrice(value: unknown): value is Price {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;
}

export function isMoney(value: unknown): value is Money {
  return typeof value === 'object' && value !== null && 'min' in value && 'max' in value && 'currency' in value;
}

/** A rubric as it was when a conversation was scored. */
export interface ScoringRules {
  readonly criteria: readonly Criterion[];
  /** 0 to 100; from here on a lead is qualified. */
  readonly minScore: number;
}
