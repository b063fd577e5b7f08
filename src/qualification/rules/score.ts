import { hasWords } from '../evidence/normalise-text';
import type { Criterion, FieldValue } from './criterion';

/** Nothing said is unknown, and unknown is never false. */
export type Verdict = 'MET' | 'NOT_MET' | 'UNKNOWN';

export interface Score {
  /** 100 x met weight / total weight; not rounded. */
  readonly score: number;
  /** 100 x known weight / total weight. */
  readonly coverage: number;
}

export type FactValues = Readonly<Record<string, FieldValue | null | undefined>>;

/** Plain arithmetic over facts: no model is asked, so other weights re-score old conversations for nothing. */
export function scoreOf(criteria: readonly Criterion[], facts: FactValues): Score {
  const verdicts = criteria.map((criterion) => judge(criterion, facts[criterion.field]));
  const total = criteria.reduce((sum, { weight }) => sum + weight, 0);
  const weightOf = (wanted: Verdict): number =>
    criteria.reduce((sum, { weight }, i) => (verdicts[i] === wanted ? sum + weight : sum), 0);
  const share = (weight: number): number => (total > 0 ? (100 * weight) / total : 0);
  const [met, unknown] = [weightOf('MET'), weightOf('UNKNOWN')];
  return { score: share(met), coverage: share(total - unknown) };
}

/**
 * Types are never converted: "50000" is not a number, and comparing it with one is unknown. Of a fact that is a list, as texts are,
 * every item is looked at: `==` and `in` want one that fits, `!=` and `not_in` none. The `contains` operators look for whole words
 * within an item: "slow" is in "slow response" and not in "slowly".
 */
export function judge(
  { operator, value }: Pick<Criterion, 'operator' | 'value'>,
  got: FieldValue | null | undefined,
): Verdict {
  if (got === undefined || got === null || (Array.isArray(got) && got.length === 0)) {
    return operator === 'exists' ? 'NOT_MET' : 'UNKNOWN';
  }
  switch (operator) {
    case 'exists':
      return 'MET';
    case '==':
      return met(isAmong(got, value));
    case '!=':
      return met(!isAmong(got, value));
    case 'in':
      return met(isAmong(got, value));
    case 'not_in':
      return met(!isAmong(got, value));
    case 'contains':
    case 'contains_any':
      return met(listOf(value).some((part) => isPartOf(part, got)));
    case 'contains_all':
      return met(listOf(value).every((part) => isPartOf(part, got)));
    default:
      return compare(operator, got, value);
  }
}

const HOLDS: Record<'>=' | '>' | '<=' | '<', (got: number, value: number) => boolean> = {
  '>=': (got, value) => got >= value,
  '>': (got, value) => got > value,
  '<=': (got, value) => got <= value,
  '<': (got, value) => got < value,
};

function compare(operator: keyof typeof HOLDS, got: FieldValue, value: FieldValue | null): Verdict {
  return isNumber(got) && isNumber(value) ? met(HOLDS[operator](got, value)) : 'UNKNOWN';
}

function met(holds: boolean): Verdict {
  return holds ? 'MET' : 'NOT_MET';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isAmong(got: FieldValue, wanted: FieldValue | null): boolean {
  return listOf(got).some((item) => listOf(wanted).includes(item));
}

function isPartOf(part: unknown, got: FieldValue): boolean {
  return listOf(got).some((item) =>
    typeof item === 'string' && typeof part === 'string' ? hasWords(item, part) : item === part,
  );
}

function listOf(value: FieldValue | null): unknown[] {
  return (Array.isArray(value) ? value : [value]).map(folded);
}

/** Texts are compared without regard to case, width and spacing. */
function folded(value: unknown): unknown {
  return typeof value === 'string' ? value.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ') : value;
}
