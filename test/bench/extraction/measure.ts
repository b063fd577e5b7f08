import { normaliseText } from '../../../src/qualification/evidence/normalise-text';

/** How often values were right. `absent` counts fields that nobody spoke of, `invented` those of them that got a value. */
export interface Tally {
  right: number;
  wrong: number;
  missed: number;
  absent: number;
  invented: number;
}

export function emptyTally(): Tally {
  return { right: 0, wrong: 0, missed: 0, absent: 0, invented: 0 };
}

/** A wrong value counts against precision and, where there was one to find, against recall too. */
export function figuresOf({ right, wrong, missed, invented }: Tally): {
  precision: number;
  recall: number;
  f1: number;
} {
  const given = right + wrong + invented;
  const wanted = right + wrong + missed;
  const precision = given === 0 ? 1 : right / given;
  const recall = wanted === 0 ? 1 : right / wanted;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** Adds one field of one dialogue; false when it is not as it should be. */
export function count(tally: Tally, gold: string | undefined, value: string | null): boolean {
  if (gold?.startsWith('?')) return value === null || fits(gold.slice(1), value);
  if (gold === undefined) {
    tally.absent += 1;
    if (value !== null) tally.invented += 1;
    return value === null;
  }
  if (value === null) tally.missed += 1;
  else if (fits(gold, value)) tally.right += 1;
  else tally.wrong += 1;
  return value !== null && fits(gold, value);
}

function fits(gold: string, value: string): boolean {
  return gold.split('|').some((wanted) => {
    const said = plainly(value);
    return wanted.startsWith('*') ? said.includes(plainly(wanted.slice(1))) : said === plainly(wanted);
  });
}

/** Case, marks and an article at the beginning do not matter. */
function plainly(text: string): string {
  return normaliseText(text)
    .replace(/[.,!?]+$/u, '')
    .replace(/^(?:the|on the|on|at) /u, '')
    .replace(/ (?:a\.m\.?|am)\b/gu, ' am')
    .replace(/ (?:p\.m\.?|pm)\b/gu, ' pm');
}
