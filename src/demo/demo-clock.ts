import { DateTime } from 'luxon';

/** Two in the afternoon in New York is a lawful hour from the Atlantic to Hawaii. */
const ZONE = 'America/New_York';
const HOUR = 14;

/** Milliseconds to add to the clock so that it reads 14:00 in New York, on that day or a neighbouring one, whichever is nearer. */
export function offsetToAfternoon(now: Date): number {
  const today = DateTime.fromJSDate(now, { zone: ZONE }).startOf('day').set({ hour: HOUR });
  const offsets = [-1, 0, 1].map((days) => today.plus({ days }).toMillis() - now.getTime());
  return offsets.reduce((best, offset) => (Math.abs(offset) < Math.abs(best) ? offset : best));
}

/** How far ahead of the clock a moment must lie before the demonstration moves its clock instead of waiting. */
const WORTH_A_JUMP_MS = 60_000;

/**
 * The offset with which a clock that now reads `shown`, `offsetMs` included, reads `wanted`, when that is worth a jump: a callback
 * promised for Thursday need not be waited for. Undefined when the moment is near enough to wait for, or past.
 */
export function offsetToReach(wanted: Date, shown: Date, offsetMs: number): number | undefined {
  const aheadMs = wanted.getTime() - shown.getTime();
  return aheadMs > WORTH_A_JUMP_MS ? offsetMs + aheadMs : undefined;
}
