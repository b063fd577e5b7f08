const FIRST_MS = 2_000;
const LONGEST_MS = 5 * 60_000;

/**
 * Wait before attempt `attempts + 1`: doubling from two seconds to five minutes, or what the provider asked for within those five
 * minutes, and up to a fifth longer so that a queue of assessments does not come back as one.
 * @param chance 0 to 1, drawn by the caller.
 */
export function retryDelayMs(attempts: number, askedForMs: number | undefined, chance: number): number {
  const doubled = FIRST_MS * 2 ** Math.min(Math.max(attempts - 1, 0), 20);
  const wanted = Math.max(doubled, askedForMs ?? 0);
  return Math.round(Math.min(wanted, LONGEST_MS) * (1 + 0.2 * chance));
}
