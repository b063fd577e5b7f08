import { dayOfYear, weekdayOf, yearOf } from './local-day';
import type { FileHoliday } from './rule-file.schema';

const THURSDAY = 4;
const SATURDAY = 5;
const SUNDAY = 6;

/**
 * The holidays of one calendar, by generators that hold for every year. `observed`: a fixed date on a Saturday also closes the Friday
 * before it, on a Sunday the Monday after it (5 U.S.C. 6103(b) and the practice of the states), also across the end of a year.
 */
export class HolidayCalendar {
  private readonly years = new Map<number, ReadonlyMap<number, string>>();

  constructor(
    private readonly entries: readonly FileHoliday[],
    private readonly observed: boolean,
  ) {}

  /** Name of the holiday of a local day (days since 1970-01-01), for example `Independence Day`. */
  nameOn(day: number): string | undefined {
    const year = yearOf(day);
    return this.namesOf(year).get(day) ?? this.namesOf(year + 1).get(day) ?? this.namesOf(year - 1).get(day);
  }

  private namesOf(year: number): ReadonlyMap<number, string> {
    const known = this.years.get(year);
    if (known) return known;
    const names = new Map<number, string>();
    for (const entry of this.entries) {
      for (const [day, name] of this.daysOf(entry, year)) if (!names.has(day)) names.set(day, name);
    }
    if (this.years.size >= 100) this.years.clear();
    this.years.set(year, names);
    return names;
  }

  private daysOf(entry: FileHoliday, year: number): [day: number, name: string][] {
    const day = dayIn(year, entry);
    if (day === undefined) return [];
    const substitute = this.observed && entry.fixed ? substituteOf(day) : undefined;
    return substitute === undefined
      ? [[day, entry.n]]
      : [
          [day, entry.n],
          [substitute, `${entry.n} (observed)`],
        ];
  }
}

function substituteOf(day: number): number | undefined {
  const weekday = weekdayOf(day);
  if (weekday === SATURDAY) return day - 1;
  return weekday === SUNDAY ? day + 1 : undefined;
}

/** The day an entry falls on in a year; undefined where it does not (a general election in an odd year). */
function dayIn(year: number, entry: FileHoliday): number | undefined {
  if (entry.fixed) return dayOfMonthDay(year, entry.fixed);
  if (entry.nth) return nthWeekday(year, ...entry.nth);
  if (entry.last) return lastWeekdayBefore(dayOfYear(year, entry.last[0] + 1, 1), entry.last[1]);
  if (entry.easter !== undefined) return easterSunday(year) + entry.easter;
  if (entry.election) return year % 2 === 0 ? electionDay(year) : undefined;
  if (entry.election_any) return electionDay(year);
  if (entry.before) return lastWeekdayBefore(dayOfMonthDay(year, entry.before[0]), entry.before[1]);
  if (entry.rel_thanksgiving !== undefined) return nthWeekday(year, 11, THURSDAY, 4) + entry.rel_thanksgiving;
  return undefined;
}

function dayOfMonthDay(year: number, text: string): number {
  return dayOfYear(year, Number(text.slice(0, 2)), Number(text.slice(3)));
}

function nthWeekday(year: number, month: number, isoWeekday: number, n: number): number {
  const first = dayOfYear(year, month, 1);
  return first + ((isoWeekday - 1 - weekdayOf(first) + 7) % 7) + (n - 1) * 7;
}

function lastWeekdayBefore(day: number, isoWeekday: number): number {
  return day - 1 - ((weekdayOf(day - 1) - (isoWeekday - 1) + 7) % 7);
}

/** Tuesday after the first Monday of November (2 U.S.C. 7). */
function electionDay(year: number): number {
  return nthWeekday(year, 11, 1, 1) + 1;
}

/** Western Easter, by the Gregorian computus of Meeus, Jones and Butcher. */
function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const l = (32 + 2 * (b % 4) + 2 * i - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return dayOfYear(year, Math.floor(n / 31), (n % 31) + 1);
}
