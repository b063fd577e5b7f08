import { ANY_CURRENCY_WORD } from './currency-words';

/** Between two numbers, the multiplier of the second may count for both: "50 to 70 thousand". */
const RANGE_WORDS: ReadonlySet<string> = new Set(['to', 'and', 'or', 'y', 'a', 'o', 'الي', 'او', 'و']);

/** What goes unsaid where the multiplier of the second is too large: "500 to 1 million", "50 to 1 crore"; in "800 to 2 thousand" nothing. */
const NEXT_SMALLER: ReadonlyMap<number, number> = new Map([
  [1e9, 1e6],
  [1e7, 1e5],
  [1e6, 1e3],
  [1e5, 1e3],
]);

/** Said downwards, as "three or two million", the ends lie near each other. */
const DOWNWARDS = 3;
/** From here on a number is said in full: "500,000 to 1 million". */
const IN_FULL = 1_000;

/** One end of a range, with the multiplier that ended it; 1 for none. */
export interface RangeEnd {
  readonly value: number;
  readonly multiplier: number;
}

/** Whether these words between two numbers make a range of them. */
export function makesRange(between: readonly string[]): boolean {
  const joints = between.filter((word) => !ANY_CURRENCY_WORD.test(word));
  return joints.length === 1 && RANGE_WORDS.has(joints[0] ?? '');
}

/**
 * What the first end of a range is worth: a bare number shares the multiplier of the second where it does not pass it by far, else the
 * next smaller one. Undefined where neither makes a range: nobody said such a sum, and none is made up.
 */
export function firstEnd(first: RangeEnd, second: RangeEnd): number | undefined {
  if (first.multiplier !== 1 || second.multiplier === 1) return first.value;
  const shared = first.value * second.multiplier;
  if (shared <= second.value * DOWNWARDS) return shared;
  const smaller = first.value >= IN_FULL ? 1 : (NEXT_SMALLER.get(second.multiplier) ?? 1);
  const worth = first.value * smaller;
  return worth <= second.value ? worth : undefined;
}
