import { IANAZone } from 'luxon';

const MINUTE = 60_000;
/** Every clock change of the present falls on a quarter of an hour of UTC, so one reading holds for the whole quarter. */
const QUARTER = 15 * MINUTE;
const READINGS_LIMIT = 20_000;

/** Law that is younger than the time zone data of many runtimes. */
export interface ClockChange {
  /** First moment at which an older table would be wrong, milliseconds since the epoch. */
  readonly from: number;
  /** Minutes ahead of UTC from then on. */
  readonly minutes: number;
  /** Release of the IANA database that carries it. */
  readonly release: string;
}

/**
 * British Columbia stays on -07, Alberta on -06, Northwest Territories on -06 (no change back on 2026-11-01); Morocco and Western
 * Sahara on UTC (from 2026-09-20). IANA tz-announce, releases 2026b, 2026c and 2026d. A runtime with older tables would call an
 * hour past the end of the evening, so these stand above it; a runtime with the release is believed.
 */
export const CLOCK_CHANGES: ReadonlyMap<string, ClockChange> = new Map([
  ...changed(['America/Vancouver', 'Canada/Pacific'], {
    from: Date.UTC(2026, 10, 1, 9),
    minutes: -420,
    release: '2026b',
  }),
  ...changed(['America/Edmonton', 'Canada/Mountain'], {
    from: Date.UTC(2026, 10, 1, 8),
    minutes: -360,
    release: '2026c',
  }),
  ...changed(['America/Yellowknife', 'America/Inuvik'], {
    from: Date.UTC(2026, 10, 1, 8),
    minutes: -360,
    release: '2026d',
  }),
  ...changed(['Africa/Casablanca', 'Africa/El_Aaiun'], {
    from: Date.UTC(2026, 8, 20, 1),
    minutes: 0,
    release: '2026c',
  }),
]);

const RUNTIME_RELEASE = process.versions.tz ?? '';

const readings = new Map<string, Map<number, number>>();
const validNames = new Set<string>();

/** A named zone the runtime knows. ECMA-402 also takes offsets such as +05:30, which are no zone: they know no clock changes. */
export function isTimeZone(name: string): boolean {
  if (validNames.has(name)) return true;
  const valid = /^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name) && IANAZone.isValidZone(name);
  if (valid && validNames.size < READINGS_LIMIT) validNames.add(name);
  return valid;
}

/** Minutes the clocks of an IANA zone are ahead of UTC at `at` (milliseconds since the epoch). */
export function minutesAhead(timeZone: string, at: number): number {
  const known = readings.get(timeZone) ?? new Map<number, number>();
  const quarter = Math.floor(at / QUARTER);
  const reading = known.get(quarter);
  if (reading !== undefined) return reading;
  if (known.size === 0 || known.size >= READINGS_LIMIT) {
    known.clear();
    readings.set(timeZone, known);
  }
  const minutes = read(timeZone, quarter * QUARTER);
  known.set(quarter, minutes);
  return minutes;
}

/** What a clock on the wall shows, as milliseconds since the epoch had it hung in UTC. */
export function wallClock(timeZone: string, at: number): number {
  return at + minutesAhead(timeZone, at) * MINUTE;
}

/** The moments in (`from`, `until`] at which the zone's clocks are changed; at most one change per day is looked for. */
export function clockChanges(timeZone: string, from: number, until: number): number[] {
  const changes: number[] = [];
  const DAY = 96 * QUARTER;
  for (let start = Math.floor(from / QUARTER) * QUARTER; start < until; start += DAY) {
    const change = changeWithin(timeZone, start, start + DAY);
    if (change !== undefined && change > from && change <= until) changes.push(change);
  }
  return changes;
}

function changeWithin(timeZone: string, start: number, end: number): number | undefined {
  const before = minutesAhead(timeZone, start);
  if (minutesAhead(timeZone, end) === before) return undefined;
  let [low, high] = [start, end];
  while (high - low > QUARTER) {
    const middle = low + Math.floor((high - low) / 2 / QUARTER) * QUARTER;
    if (minutesAhead(timeZone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

function read(timeZone: string, at: number): number {
  const change = CLOCK_CHANGES.get(timeZone);
  if (change && at >= change.from && RUNTIME_RELEASE < change.release) return change.minutes;
  return IANAZone.create(timeZone).offset(at);
}

function changed(names: readonly string[], change: ClockChange): [string, ClockChange][] {
  return names.map((name) => [name, change]);
}
