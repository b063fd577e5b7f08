/** What some rounds of yardstick, system, yardstick have shown; rates of the same unit. */
export interface Comparison {
  /** The system's rate beside its yardstick's: the median of the rounds that count. */
  readonly ratio: number;
  /** Medians. */
  readonly system: number;
  readonly yardstick: number;
  /** Rounds left out because their yardsticks lay too far apart. */
  readonly dropped: number;
  readonly rounds: number;
}

export interface Round {
  readonly before: number;
  readonly system: number;
  readonly after: number;
}

/** Yardsticks further apart than this say that something else used the machine meanwhile. */
const STEADY = 0.1;

/** Measures yardstick, system, yardstick, again and again. */
export async function inRounds(
  rounds: number,
  yardstick: () => Promise<number>,
  system: () => Promise<number>,
): Promise<Comparison> {
  const seen: Round[] = [];
  let before = await yardstick();
  for (let round = 0; round < rounds; round += 1) {
    const measured = await system();
    const after = await yardstick();
    seen.push({ before, system: measured, after });
    before = after;
  }
  return compare(seen);
}

/** Of rounds that are all unsteady the steadiest one counts. @throws Error without a round. */
export function compare(rounds: readonly Round[]): Comparison {
  const [steadiest] = rounds.toSorted((one, other) => apart(one) - apart(other));
  if (!steadiest) throw new Error('Nothing was measured.');
  const steady = rounds.filter((round) => apart(round) <= STEADY);
  const counted = steady.length > 0 ? steady : [steadiest];
  return {
    ratio: median(counted.map((round) => round.system / meanOf(round))),
    system: median(counted.map(({ system }) => system)),
    yardstick: median(counted.map(meanOf)),
    dropped: rounds.length - counted.length,
    rounds: rounds.length,
  };
}

/** For the last line of a bench: `3 of 5 rounds`. */
export function roundsOf({ rounds, dropped }: Comparison): string {
  return dropped === 0 ? `${rounds} rounds` : `${rounds - dropped} of ${rounds} rounds, the others unsteady`;
}

function apart({ before, after }: Round): number {
  return Math.abs(before - after) / Math.max(before, after);
}

function meanOf({ before, after }: Round): number {
  return (before + after) / 2;
}

/** @throws Error of nothing. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The smallest value that is at least as large as that share of all. @throws Error of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
  if (value === undefined) throw new Error('There is no quantile of nothing.');
  return value;
}
