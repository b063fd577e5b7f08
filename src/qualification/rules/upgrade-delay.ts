/** After so many tries a reading by rules stays what it is. */
export const MOST_UPGRADES = 12;

const FIRST_MS = 60_000;
const LONGEST_MS = 6 * 3_600_000;

/** Wait before a model is asked again to read what rules have read: doubling from a minute to six hours. */
export function upgradeDelayMs(attempts: number): number {
  return Math.min(FIRST_MS * 2 ** attempts, LONGEST_MS);
}
