import { wallClock } from '../zone-clock';
import { BoundedMemory } from './bounded-memory';
import type { Interval } from './clock-intervals';
import { type DayHours, dayHoursOf, type HoursFor } from './day-hours';
import { DAY, MINUTE } from './local-day';
import type { Locality } from './locality';
import type { RulePolicy } from './rule-file.schema';

/** Why a moment is not open, and by which clock. */
export interface Closure {
  readonly reason: 'HOLIDAY_CLOSED' | 'DAY_CLOSED' | 'OUTSIDE_WINDOW';
  readonly zone: string;
  /** Row that says so; null when the company does. */
  readonly rowId: string | null;
  readonly holiday: string | null;
  /** Minutes since midnight on that clock. */
  readonly minute: number;
  readonly hours: DayHours;
}

const GRAVITY = { HOLIDAY_CLOSED: 2, DAY_CLOSED: 1, OUTSIDE_WINDOW: 0 } as const;
const REMEMBERED_DAYS = 64;

/** The hours in which a place may be contacted, as far as windows, holidays and the company's own limits go. */
export class OpenHours {
  private readonly days: readonly BoundedMemory<number, DayHours>[];
  /** The opening asked about last, and when it ends for good; both undefined until asked. */
  private open: Interval | undefined;
  private closing: { readonly at: number | undefined } | undefined;

  constructor(
    private readonly locality: Locality,
    private readonly what: HoursFor,
    private readonly policy: RulePolicy,
  ) {
    this.days = locality.zones.map(() => new BoundedMemory(REMEMBERED_DAYS));
  }

  /** Undefined when every zone is open at `at`; else the gravest reason any of them shows. */
  closureAt(at: number): Closure | undefined {
    if (this.open && at >= this.open.from && at < this.open.until) return undefined;
    let gravest: Closure | undefined;
    let [from, until] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let zone = 0; zone < this.locality.zones.length; zone += 1) {
      const found = this.lookUp(zone, at);
      if ('reason' in found) {
        if (!gravest || GRAVITY[found.reason] > GRAVITY[gravest.reason]) gravest = found;
      } else {
        from = Math.max(from, found.from);
        until = Math.min(until, found.until);
      }
    }
    this.open = gravest ? undefined : { from, until };
    this.closing = undefined;
    return gravest;
  }

  /** `at` itself when open, else the first open moment after it; undefined when there is none up to `horizon`. */
  opensAt(at: number, horizon: number): number | undefined {
    let found = at;
    for (;;) {
      let latest = found;
      for (let zone = 0; zone < this.days.length; zone += 1) {
        const opens = this.opensOn(zone, found, horizon);
        if (opens === undefined) return undefined;
        latest = Math.max(latest, opens);
      }
      if (latest === found) return found;
      found = latest;
    }
  }

  /** First moment after an open one that is not open; undefined when none is known within the horizon, or `at` is not open. */
  closesAt(at: number): number | undefined {
    if (this.closureAt(at)) return undefined;
    this.closing ??= { at: this.closingAfter(at) };
    return this.closing.at;
  }

  private closingAfter(at: number): number | undefined {
    const first = Math.min(...this.days.map((_, zone) => this.closesOn(zone, at)));
    return Number.isFinite(first) ? first : undefined;
  }

  private lookUp(zone: number, at: number): Interval | Closure {
    const name = this.locality.zones[zone] ?? '';
    const wall = wallClock(name, at);
    const day = Math.floor(wall / DAY);
    const hours = this.hoursOf(zone, day);
    const minute = (wall - day * DAY) / MINUTE;
    return hours.intervals.find(({ from, until }) => from <= at && at < until) ?? closureOf(name, hours, minute);
  }

  private opensOn(zone: number, at: number, horizon: number): number | undefined {
    const first = this.dayAt(zone, at) - 1;
    const last = this.dayAt(zone, horizon) + 1;
    let best: number | undefined;
    for (let day = first; day <= last; day += 1) {
      const found = best;
      for (const { from, until } of this.hoursOf(zone, day).intervals) {
        if (until > at && (best === undefined || from < best)) best = Math.max(from, at);
      }
      // One day more than the first that opens: clocks put back at midnight show a day, the next, and the first again.
      if (found !== undefined || best === at) break;
    }
    return best !== undefined && best <= horizon ? best : undefined;
  }

  private closesOn(zone: number, at: number): number {
    let end = at;
    for (let day = this.dayAt(zone, at) - 1; day <= this.dayAt(zone, at) + this.policy.search_horizon_days; day += 1) {
      const next = this.hoursOf(zone, day).intervals.find(({ from, until }) => from <= end && end < until);
      if (next) end = next.until;
      else if (end > at) return end;
    }
    return Number.POSITIVE_INFINITY;
  }

  private dayAt(zone: number, at: number): number {
    return Math.floor(wallClock(this.locality.zones[zone] ?? '', at) / DAY);
  }

  private hoursOf(zone: number, day: number): DayHours {
    const memory = this.days[zone];
    return memory?.get(day) ?? this.remember(zone, day);
  }

  private remember(zone: number, day: number): DayHours {
    const name = this.locality.zones[zone] ?? '';
    const hours = dayHoursOf(name, day, this.locality.rowsOn(day), this.what, this.policy);
    return this.days[zone]?.keep(day, hours) ?? hours;
  }
}

function closureOf(zone: string, hours: DayHours, minute: number): Closure {
  if (hours.closed) return { reason: hours.closed, zone, rowId: hours.closedBy, holiday: hours.holiday, minute, hours };
  const rowId = minute < hours.opens ? hours.opensBy : hours.closesBy;
  return { reason: 'OUTSIDE_WINDOW', zone, rowId, holiday: null, minute, hours };
}
