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
  'exists',
] as const;

export type Operator = (typeof OPERATORS)[number];
export type Scalar = string | number | boolean;

/** What a field may hold, and what it is compared with. */
export type FieldValue = Scalar | readonly Scalar[];

/** One question a rubric asks of the facts. */
export interface Criterion {
  readonly field: string;
  readonly operator: Operator;
  /** Null for `exists`. */
  readonly value: FieldValue | null;
  /** Above 0. Only the proportion to the other weights means something. */
  readonly weight: number;
}

/** A rubric as it was when a conversation was scored. */
export interface ScoringRules {
  readonly criteria: readonly Criterion[];
  /** 0 to 100; from here on a lead is qualified. */
  readonly minScore: number;
}
