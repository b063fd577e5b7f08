import type { Criterion, FieldValue } from './criterion';

/** Nothing said is unknown, and unknown is never false. */
export type Verdict = 'MET' | 'NOT_MET' | 'UNKNOWN';

export interface Score {
  /** 100 x met weight / total weight; not rounded. */
  readonly score: number;
  /** The score if everything unknown turned out well. */
  readonly ceiling: number;
  /** 100 x known weight / total weight. */
  readonly coverage: number;
  /** In the order of the criteria. */
  readonly verdicts: readonly Verdict[];
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
  return { score: share(met), ceiling: share(met + unknown), coverage: share(total - unknown), verdicts };
}

/** Types are never converted: "50000" is not a number, and comparing it with one is unknown. */
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
      return met(same(got, value));
    case '!=':
      return met(!same(got, value));
    case 'in':
      return met(listOf(value).includes(folded(got)));
    case 'not_in':
      return met(!listOf(value).includes(folded(got)));
    case 'contains':
      return met(listOf(got).some((item) => String(item).includes(String(folded(value)))));
    case 'contains_any':
      return met(listOf(value).some((item) => listOf(got).includes(item)));
    case 'contains_all':
      return met(listOf(value).every((item) => listOf(got).includes(item)));
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

function same(a: FieldValue, b: FieldValue | null): boolean {
  return folded(a) === folded(b);
}

function listOf(value: FieldValue | null): unknown[] {
  return (Array.isArray(value) ? value : [value]).map(folded);
}

/** Texts are compared without regard to case, width and spacing. */
function folded(value: unknown): unknown {
  return typeof value === 'string' ? value.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ') : value;
}
