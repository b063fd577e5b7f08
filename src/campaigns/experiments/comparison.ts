/** People of an arm whose result is known, in the order in which it became known. */
export interface ArmResults {
  readonly people: number;
  readonly successes: number;
}

/** A whole number of people of each arm that are judged together. */
export interface Block {
  readonly a: number;
  readonly b: number;
}

/** People of one block with the chances of success of their arms. */
interface Chances {
  readonly a: number;
  readonly b: number;
}

/** Results of the same number of whole blocks of both arms. */
export interface PairResults {
  readonly block: Block;
  readonly a: ArmResults;
  readonly b: ArmResults;
}

export interface Comparison {
  /** Evidence that the arms differ; at least 1 / alpha with a probability of at most alpha while they do not, whenever one looks. */
  readonly eValue: number;
  /** Always valid: at most alpha with a probability of at most alpha while the arms do not differ. */
  readonly pValue: number;
  /** Success rate of b less that of a, as observed. */
  readonly difference: number;
  /** Holds the true difference at all times at once with a probability of at least 1 - alpha. */
  readonly interval: { readonly low: number; readonly high: number };
}

/** Called hundreds of times for one comparison: looked up once. */
const { exp, log } = Math;

/** Chances half way between the arms that the alternatives are spread over; any fixed set is sound, a fitting one is quick. */
const LEVELS = [0.005, 0.01, 0.02, 0.04, 0.07, 0.11, 0.16, 0.22, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.96];
/** Distances from the difference in question: each a good third more than the one before, so a true one is never far from some. */
const DISTANCES = Array.from({ length: 16 }, (_, n) => 0.004 * 1.38 ** n);
/** Most people of a block: a short one leaves few people over. */
const LONGEST_BLOCK = 10;
/** Of the range in which an edge of the interval is looked for: to a fifth of a percentage point of the way. */
const EDGE_HALVINGS = 11;
/** Of the range in which the nearest chance is looked for: being off by so little changes the evidence by its square. */
const CHANCE_HALVINGS = 26;

/**
 * Whether two arms differ, however often one looks and whenever one stops.
 *
 * The e-variable for two streams of yes and no of Turner, Ly and Grünwald (2024), "Generic E-variables for exact sequential k-sample
 * tests that allow for optional stopping", Journal of Statistical Planning and Inference 230: the likelihood of an alternative over
 * that of the chances nearest to it (in the sense of Kullback and Leibler) among those with the difference in question. Its mean is at
 * most 1 for each block while that difference is the true one, so the product over blocks, and any mixture of such products over
 * alternatives fixed beforehand (Robbins 1970), exceeds 1 / alpha ever with a probability of at most alpha (Ville 1939). It is exact for
 * small numbers and rare successes. The differences that are not refuted make up the interval, as in Turner and Grünwald (2023), "Safe
 * sequential testing and effect estimation in stratified count data" (AISTATS).
 */
export function compare(pair: PairResults, alpha: number): Comparison {
  const difference = rateOf(pair.b) - rateOf(pair.a);
  const eValue = evidenceAgainst(0, pair);
  return {
    eValue,
    pValue: Math.min(1, 1 / eValue),
    difference,
    interval: { low: edge(pair, alpha, difference, -1), high: edge(pair, alpha, difference, 1) },
  };
}

/** E-value against "the success rate of b less that of a is `difference`", which lies between -1 and 1. */
export function evidenceAgainst(difference: number, { block, a, b }: PairResults): number {
  let sum = 0;
  let alternatives = 0;
  for (const level of LEVELS) {
    for (const distance of DISTANCES) {
      for (const gap of [difference - distance, difference + distance]) {
        const chances = { a: level - gap / 2, b: level + gap / 2 };
        if (!isOpen(chances.a) || !isOpen(chances.b)) continue;
        alternatives += 1;
        const nearest = nearestWith(difference, chances, block);
        sum += exp(gain(a, chances.a, nearest.a) + gain(b, chances.b, nearest.b));
      }
    }
  }
  return alternatives === 0 ? 1 : sum / alternatives;
}

/** The block whose arms stand to each other about as the shares do: people beyond whole blocks are not judged yet. */
export function blockOf(shareA: number, shareB: number): Block {
  let best: Block = { a: 1, b: 1 };
  const wanted = log(shareA / shareB);
  const error = ({ a, b }: Block): number => Math.abs(log(a / b) - wanted);
  for (let a = 1; a < LONGEST_BLOCK; a += 1) {
    for (let b = 1; a + b <= LONGEST_BLOCK; b += 1) if (error({ a, b }) < error(best) - 1e-9) best = { a, b };
  }
  return best;
}

/**
 * About how many people of each arm, of arms alike in size, it takes to tell these rates apart in half of all experiments; null for equal
 * ones. The evidence grows by gap² / (4 p (1 - p)) a pair, and has to make good for not knowing the rates beforehand.
 */
export function peopleNeeded(rateA: number, rateB: number, alpha: number): number | null {
  const gap = Math.abs(rateA - rateB);
  if (gap === 0) return null;
  const middle = (rateA + rateB) / 2;
  const evidence = log(1 / alpha) + log(LEVELS.length * DISTANCES.length) / 2;
  return Math.ceil((4 * middle * (1 - middle) * evidence) / gap ** 2);
}

function edge(pair: PairResults, alpha: number, difference: number, side: -1 | 1): number {
  let inside = difference;
  let outside: number = side;
  for (let n = 0; n < EDGE_HALVINGS; n += 1) {
    const middle = (inside + outside) / 2;
    if (evidenceAgainst(middle, pair) < 1 / alpha) inside = middle;
    else outside = middle;
  }
  return outside;
}

/** Logarithm of how much better the one chance tells the results than the other. */
function gain({ people, successes }: ArmResults, alternative: number, nearest: number): number {
  const failures = people - successes;
  return successes * log(alternative / nearest) + failures * log((1 - alternative) / (1 - nearest));
}

/** Of all chances with that difference, those nearest to the alternative: where the slope of the cross entropy is nought. */
function nearestWith(difference: number, alternative: Chances, block: Block): Chances {
  if (difference === 0) {
    const both = (block.a * alternative.a + block.b * alternative.b) / (block.a + block.b);
    return { a: both, b: both };
  }
  let low = Math.max(0, -difference);
  let high = Math.min(1, 1 - difference);
  for (let n = 0; n < CHANCE_HALVINGS; n += 1) {
    const a = (low + high) / 2;
    const slope = block.a * slopeAt(a, alternative.a) + block.b * slopeAt(a + difference, alternative.b);
    if (slope > 0) low = a;
    else high = a;
  }
  const a = (low + high) / 2;
  return { a, b: a + difference };
}

function slopeAt(chance: number, alternative: number): number {
  return (alternative - chance) / (chance * (1 - chance));
}

function rateOf({ people, successes }: ArmResults): number {
  return people === 0 ? 0 : successes / people;
}

function isOpen(chance: number): boolean {
  return chance > 0 && chance < 1;
}
