/** Levels of lists and objects inside one another that a JSON value from outside may have. */
export const MAX_NESTING = 20;

/** True when lists and objects lie inside one another more than `levels` deep; looks no further than that. */
export function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner));
}
