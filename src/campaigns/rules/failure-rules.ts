/** What the last calls of a campaign say about it. */
export interface RecentCalls {
  /** Calls that ended last, at most as many as are looked at. */
  readonly ended: number;
  /** Those of them that failed. */
  readonly failed: number;
  readonly isProbing: boolean;
  /** How the first call of a trial ended; null while none has. */
  readonly firstOfTrial: 'FAILED' | 'SUCCEEDED' | null;
}

/** Fewer calls than this say nothing. */
const ENOUGH = 20;
/** Until the first trial, doubled with each that fails, up to the longest. */
const COOL_DOWN_MS = 5 * 60_000;
const LONGEST_MS = 60 * 60_000;

/** More than half of the last twenty. */
export function isFailingTooOften({ ended, failed }: RecentCalls): boolean {
  return ended >= ENOUGH && failed * 2 > ended;
}

/** When a campaign that has been paused `trips` times in a row before may try again. */
export function probeAfter(trips: number, moment: Date): Date {
  return new Date(moment.getTime() + Math.min(LONGEST_MS, COOL_DOWN_MS * 2 ** trips));
}

/** One call decides. */
export function verdictOfTrial({ isProbing, firstOfTrial }: RecentCalls): 'FAILED' | 'SUCCEEDED' | null {
  return isProbing ? firstOfTrial : null;
}
