import { hasWords } from '../evidence/normalise-text';
import {
  type Criterion,
  type FieldValue,
  isMoney,
  isPrice,
  type Known,
  type Money,
  type Operator,
  type Price,
  type ScoringRules,
} from './criterion';

/** Nothing said is unknown, and unknown is never false. */
export type Verdict = 'MET' | 'NOT_MET' | 'UNKNOWN';

/** What became of one criterion; enough, together with the others, to compute the score again. */
export interface CriterionVerdict {
  readonly field: string;
  readonly operator: Operator;
  readonly weight: number;
  readonly required: boolean;
  readonly verdict: Verdict;
  /** True while an answer could still meet it. */
  readonly isOpen: boolean;
}

export interface Score {
  /** 100 x met weight / total weight; not rounded. */
  readonly score: number;
  /** 100 x known weight / total weight. */
  readonly coverage: number;
  /** The highest score that answers to what is still open could bring. */
  readonly ceiling: number;
  /** One for each criterion, in their order. */
  readonly verdicts: readonly CriterionVerdict[];
}

export type FactValues = Readonly<Record<string, Known | null | undefined>>;

/**
 * Plain arithmetic over facts: no model is asked, so other weights re-score old conversations for nothing.
 * @param refused fields about which the person would not speak. `exists` of any other field nothing is known about is not met and yet
 * open: it counts as known, and in the ceiling, since silence closes nothing.
 */
export function scoreOf(
  criteria: readonly Criterion[],
  facts: FactValues,
  refused: ReadonlySet<string> = new Set(),
): Score {
  return arithmeticOf(
    criteria.map((criterion): CriterionVerdict => {
      const { field, operator, weight, required = false } = criterion;
      const verdict = judge(criterion, facts[field]);
      const isOpen = verdict === 'UNKNOWN' || (operator === 'exists' && verdict === 'NOT_MET' && !refused.has(field));
      return { field, operator, weight, required, verdict, isOpen };
    }),
  );
}

/** The score that these verdicts make: what was stored can be computed again. */
export function arithmeticOf(verdicts: readonly CriterionVerdict[]): Score {
  const total = verdicts.reduce((sum, { weight }) => sum + weight, 0);
  const share = (counts: (verdict: CriterionVerdict) => boolean): number => {
    const weight = verdicts.reduce((sum, verdict) => (counts(verdict) ? sum + verdict.weight : sum), 0);
    return total > 0 ? (100 * weight) / total : 0;
  };
  return {
    score: share(({ verdict }) => verdict === 'MET'),
    coverage: share(({ verdict }) => verdict !== 'UNKNOWN'),
    ceiling: share(({ verdict, isOpen }) => verdict === 'MET' || isOpen),
    verdicts,
  };
}

/** UNQUALIFIED may come early: no answer could make it otherwise. Silence leaves it INCOMPLETE. */
export type Decision = 'QUALIFIED' | 'UNQUALIFIED' | 'INCOMPLETE';

/** What a score means under the rules it was made by. */
export function decisionOf(
  { score, ceiling, verdicts }: Pick<Score, 'score' | 'ceiling' | 'verdicts'>,
  { minScore }: Pick<ScoringRules, 'minScore'>,
): Decision {
  const needed = verdicts.filter(({ required }) => required);
  if (needed.some(({ verdict, isOpen }) => verdict === 'NOT_MET' && !isOpen)) return 'UNQUALIFIED';
  if (below(ceiling, minScore)) return 'UNQUALIFIED';
  return !below(score, minScore) && needed.every(({ verdict }) => verdict === 'MET') ? 'QUALIFIED' : 'INCOMPLETE';
}

/** Weights such as 0.1 and 0.7 add up to a hair less than they should. */
function below(score: number, least: number): boolean {
  return score < least - 1e-9;
}

/**
 * Types are never converted: "50000" is not a number, and comparing it with one is unknown. Of a fact that is a list, as texts are,
 * every item is looked at: `==` and `in` want one that fits, `!=` and `not_in` none. The `contains` operators look for whole words
 * within an item: "slow" is in "slow response" and not in "slowly".
 */
export function judge(
  { operator, value }: Pick<Criterion, 'operator' | 'value'>,
  got: Known | null | undefined,
): Verdict {
  if (got === undefined || got === null || (Array.isArray(got) && got.length === 0)) {
    return operator === 'exists' ? 'NOT_MET' : 'UNKNOWN';
  }
  if (operator === 'exists') return 'MET';
  if (isMoney(got)) return judgeMoney({ operator, value }, got);
  // A sum of which nobody knows the currency.
  return isPrice(value) ? 'UNKNOWN' : judgeValue(operator, value, got);
}

type ValueOperator = Exclude<Operator, 'exists'>;

/** A range is as good as all of it: where a part of it is a yes and another a no, it is unknown. */
function judgeMoney(
  { operator, value }: { operator: ValueOperator; value: Criterion['value'] },
  { min, max, currency }: Money,
): Verdict {
  const rate = isPrice(value) ? rateOf(value, currency) : 1;
  if (rate === undefined) return 'UNKNOWN';
  const wanted = isPrice(value) ? value.amount : value;
  const [from, to] = [min * rate, max * rate];
  const verdict = judgeValue(operator, wanted, from);
  return verdict === judgeValue(operator, wanted, to) && !turnsWithin(operator, wanted, from, to) ? verdict : 'UNKNOWN';
}

/**
 * Whether a range is judged otherwise somewhere within than at its ends: "500 thousand to 1.5 million" where a million is wanted. The
 * operators that only go up or down turn once, and the ends tell.
 */
function turnsWithin(operator: ValueOperator, wanted: FieldValue | null, from: number, to: number): boolean {
  if (from === to) return false;
  const places = listOf(wanted).filter(isNumber);
  if (operator === 'between') return places.some((place) => place > from && place < to);
  return OF_ONE_NUMBER.has(operator) && places.some((place) => place >= from && place <= to);
}

/** A range is never one number, though it may be. */
const OF_ONE_NUMBER: ReadonlySet<Operator> = new Set(['==', '!=', 'in', 'not_in']);

function rateOf({ currency, rates }: Price, spoken: string | null): number | undefined {
  if (spoken === null) return undefined;
  return spoken === currency ? 1 : rates?.[spoken];
}

function judgeValue(operator: ValueOperator, value: FieldValue | null, got: FieldValue): Verdict {
  switch (operator) {
    case 'between':
      return between(got, value);
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

/** Both ends belong to it. */
function between(got: FieldValue, value: FieldValue | null): Verdict {
  const [least, most]: readonly unknown[] = Array.isArray(value) ? value : [];
  return isNumber(got) && isNumber(least) && isNumber(most) ? met(got >= least && got <= most) : 'UNKNOWN';
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
