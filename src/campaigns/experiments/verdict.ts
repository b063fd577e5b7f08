import { type Block, blockOf, compare, type Comparison, type PairResults, peopleNeeded } from './comparison';

/** NO_DIFFERENCE_YET may change with more people; REAL is wrong in at most one experiment of twenty, however often one looks. */
export const VERDICTS = ['TOO_FEW', 'NO_DIFFERENCE_YET', 'REAL'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What became of the people chance has given to an agent, counted there whoever spoke to them later. */
export interface ArmStanding {
  readonly agentId: string;
  readonly share: number;
  /** People whose result is known. */
  readonly settled: number;
  /** Those of them who qualified. */
  readonly qualified: number;
}

/** The leading agent beside another one. */
export interface Rivalry extends Comparison {
  readonly agentId: string;
  readonly isReal: boolean;
  /** More results of each of the two it may take to tell them apart, going by the rates so far; null while those are equal. */
  readonly peopleNeeded: number | null;
}

/** Results of the first whole blocks of two arms. */
export type PairReader = (a: ArmStanding, b: ArmStanding, block: Block, blocks: number) => Promise<PairResults>;

/** One experiment of twenty may be wrong. */
export const ALPHA = 0.05;
/** Results of each arm below which nothing is said. */
export const FEWEST = 30;

/** The arm with the best rate of qualified people; null while nobody qualified. */
export function leaderOf<A extends ArmStanding>(arms: readonly A[]): A | null {
  const [first] = [...arms].sort((a, b) => rateOf(b) - rateOf(a) || (a.agentId < b.agentId ? -1 : 1));
  return first && first.qualified > 0 ? first : null;
}

/**
 * Compares the leader with every other arm. Which arm leads is decided by the same results, so each comparison must convince as if all
 * pairs of arms had been compared (Bonferroni 1936).
 */
export async function rivalriesOf(
  leader: ArmStanding,
  arms: readonly ArmStanding[],
  read: PairReader,
): Promise<Rivalry[]> {
  const alpha = (2 * ALPHA) / (arms.length * (arms.length - 1));
  const rivals = arms.filter(({ agentId }) => agentId !== leader.agentId);
  const rivalries: Rivalry[] = [];
  for (const rival of rivals) {
    const block = blockOf(rival.share, leader.share);
    const blocks = Math.min(Math.floor(rival.settled / block.a), Math.floor(leader.settled / block.b));
    const comparison = compare(await read(rival, leader, block, blocks), alpha);
    const isReal = comparison.difference > 0 && comparison.eValue >= 1 / alpha;
    const wanted = peopleNeeded(rateOf(rival), rateOf(leader), alpha);
    const needed = wanted === null ? null : Math.max(0, wanted - Math.min(rival.settled, leader.settled));
    rivalries.push({ agentId: rival.agentId, ...comparison, isReal, peopleNeeded: isReal ? 0 : needed });
  }
  return rivalries;
}

/** REAL when the leader is better than every other arm. */
export function verdictOf(arms: readonly ArmStanding[], rivalries: readonly Rivalry[]): Verdict {
  if (arms.some(({ settled }) => settled < FEWEST)) return 'TOO_FEW';
  return rivalries.length > 0 && rivalries.every(({ isReal }) => isReal) ? 'REAL' : 'NO_DIFFERENCE_YET';
}

function rateOf({ settled, qualified }: ArmStanding): number {
  return settled === 0 ? 0 : qualified / settled;
}
