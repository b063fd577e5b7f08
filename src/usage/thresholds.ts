/** Percentages of the budget at which people are told. */
export const THRESHOLDS = [80, 100] as const;

/** Thresholds passed and not yet told of, lowest first. A limit of zero is spent from the start. */
export function newlyReached(used: number, limit: number, alertedPercent: number): number[] {
  return THRESHOLDS.filter((percent) => percent > alertedPercent && used * 100 >= percent * limit);
}

/** What counts as told of once the limit has changed: thresholds that are no longer reached may be told of again. */
export function stillReached(used: number, limit: number, alertedPercent: number): number {
  return THRESHOLDS.findLast((percent) => percent <= alertedPercent && used * 100 >= percent * limit) ?? 0;
}
