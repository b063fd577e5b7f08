import { clockChanges, wallClock } from '../zone-clock';
import { DAY } from './local-day';

/** Milliseconds since the epoch: from inclusive, until exclusive. */
export interface Interval {
  readonly from: number;
  readonly until: number;
}

/** Clocks on earth show at most 12 hours less and 14 hours more than UTC. */
const BEHIND = DAY / 2;
const AHEAD = (DAY * 14) / 24;

/**
 * The moments at which the clocks of a zone show the local day `day` (days since 1970-01-01) and a time in [`start`, `end`)
 * (milliseconds since local midnight). One interval on most days; none, or two, where the clocks are changed meanwhile.
 */
export function intervalsOf(zone: string, day: number, start: number, end: number): Interval[] {
  if (start >= end) return [];
  const [opens, closes] = [day * DAY + start, day * DAY + end];
  const [first, last] = [day * DAY - AHEAD, (day + 1) * DAY + BEHIND];
  const changes = clockChanges(zone, first, last);
  const aheads = [first, ...changes].map((at) => wallClock(zone, at) - at);
  if (changes.length === 0) return aheads.map((ahead) => ({ from: opens - ahead, until: closes - ahead }));
  const points = [...aheads.flatMap((ahead) => [opens - ahead, closes - ahead]), ...changes].sort((a, b) => a - b);
  const shown = (at: number): boolean => wallClock(zone, at) >= opens && wallClock(zone, at) < closes;
  return joined(
    points.flatMap((from, index) => {
      const until = points[index + 1];
      return until !== undefined && until > from && shown(from) ? [{ from, until }] : [];
    }),
  );
}

function joined(pieces: readonly Interval[]): Interval[] {
  const whole: Interval[] = [];
  for (const piece of pieces) {
    const before = whole.at(-1);
    if (before?.until === piece.from) whole[whole.length - 1] = { from: before.from, until: piece.until };
    else whole.push(piece);
  }
  return whole;
}
