import { DateTime } from 'luxon';
import { SystemClock } from '../platform/clock/clock';
import { isOrdinaryDay } from './ordinary-day';

/** What became due by a jump of the clock is seen to within a minute. */
const SETTLING_MS = 60_000;

/** What the clock of a program shows that was started again with other offsets. */
export class ShiftedClock {
  private readonly wallClock = new SystemClock();
  /** Every offset it has had, and from which moment of ours on. */
  private readonly shifts: { readonly from: number; readonly offsetMs: number }[];

  constructor(offsetMs: number) {
    this.shifts = [{ from: 0, offsetMs }];
  }

  /** What it shows minus what ours shows, ms. */
  get offsetMs(): number {
    return this.shifts.at(-1)?.offsetMs ?? 0;
  }

  /** What it shows, or showed at a moment of ours. */
  now(moment: Date = this.wallClock.now()): Date {
    const shift = this.shifts.findLast(({ from }) => from <= moment.getTime());
    return new Date(moment.getTime() + (shift?.offsetMs ?? 0));
  }

  /** The time by which promises of "within so long" are judged: that the clock was moved on makes nobody late, for a minute. */
  judgedNow(moment: Date = this.wallClock.now()): Date {
    const [before, last] = this.shifts.slice(-2);
    const isFresh = before && last && moment.getTime() - last.from < SETTLING_MS;
    return isFresh ? new Date(moment.getTime() + before.offsetMs) : this.now(moment);
  }

  /** From now on it has another offset. */
  shift(offsetMs: number): void {
    this.shifts.push({ from: this.wallClock.now().getTime(), offsetMs });
  }
}

/** Two in the afternoon in New York is a lawful hour from the Atlantic to Hawaii, on an ordinary day at any rate. */
const ZONE = 'America/New_York';
const HOUR = 14;

/** Farther than any two ordinary days are apart, Christmas and New Year between them. */
const DAYS_LOOKED_AT = 21;

/** Milliseconds to add to the clock so that it reads 14:00 in New York on the nearest ordinary day, so that every day is the same to see. */
export function offsetToAfternoon(now: Date): number {
  const today = DateTime.fromJSDate(now, { zone: ZONE }).startOf('day').set({ hour: HOUR });
  const days = Array.from({ length: 2 * DAYS_LOOKED_AT + 1 }, (_, n) => today.plus({ days: n - DAYS_LOOKED_AT }));
  const ordinary = days.filter((day) => isOrdinaryDay(day.toISODate() ?? ''));
  const offsets = ordinary.map((day) => day.toMillis() - now.getTime());
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
