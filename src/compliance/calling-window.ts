import type { DialZone } from './dial-zone';
import { clockChanges, wallClock } from './zone-clock';

/**
 * When a campaign may call, by weekday of the called person, `HH:MM` local time, start inclusive, end exclusive (`24:00` is the end
 * of the day). `null` is closed; an absent day is the legal window. It only ever narrows the legal window. A window that cannot
 * be read, or whose end is not after its start, is closed.
 */
export type CallingWindows = Partial<Record<Weekday, readonly [start: string, end: string] | null>>;

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** Minutes since local midnight, start inclusive, end exclusive. */
interface DayWindow {
  readonly start: number;
  readonly end: number;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Day 0 of the epoch was a Thursday. */
const WEEKDAYS: readonly Weekday[] = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'];

/** How far ahead an opening is looked for. */
export const HORIZON_DAYS = 21;

/**
 * 08:00 to 21:00 at the called party's location, every day (47 CFR 64.1200(c)(1), 16 CFR 310.4(c)); no jurisdiction is called
 * outside it. The end is exclusive, the cautious reading of "after 9 p.m.".
 */
const WIDEST: DayWindow = { start: 8 * 60, end: 21 * 60 };
const CLOSED: DayWindow = { start: 0, end: 0 };

/** True when `moment` is inside the legal window, and inside `windows`, on the clocks of every candidate time zone. */
export function isOpenAt(zone: DialZone, moment: Date, windows?: CallingWindows): boolean {
  return zone.timeZones.length > 0 && zone.timeZones.every((name) => isOpenOn(name, moment.getTime(), windows));
}

/** `moment` itself when open, else the first open moment after it; null when there is none within 21 days. */
export function nextOpening(zone: DialZone, moment: Date, windows?: CallingWindows): Date | null {
  if (zone.timeZones.length === 0) return null;
  const horizon = moment.getTime() + HORIZON_DAYS * DAY;
  let at = moment.getTime();
  for (;;) {
    const openings = zone.timeZones.map((name) => nextOpeningOn(name, at, horizon, windows));
    const latest = Math.max(...openings);
    if (latest > horizon) return null;
    if (latest === at) return new Date(at);
    at = latest;
  }
}

/** The first closed moment after `moment`; null when `moment` is not open. */
export function closesAt(zone: DialZone, moment: Date, windows?: CallingWindows): Date | null {
  if (!isOpenAt(zone, moment, windows)) return null;
  return new Date(Math.min(...zone.timeZones.map((name) => closingOn(name, moment.getTime(), windows))));
}

function isOpenOn(timeZone: string, at: number, windows?: CallingWindows): boolean {
  const wall = wallClock(timeZone, at);
  const day = Math.floor(wall / DAY);
  const window = windowOf(day, windows);
  const minutes = (wall - day * DAY) / MINUTE;
  return minutes >= window.start && minutes < window.end;
}

/**
 * An opening is a local start of a day, or a change of the clocks that jumps into the window. Both readings of a start that the
 * clocks show twice, or skip, are tried; what is not open is no opening.
 */
function nextOpeningOn(timeZone: string, at: number, horizon: number, windows?: CallingWindows): number {
  if (isOpenOn(timeZone, at, windows)) return at;
  for (let from = at; from <= horizon; from += DAY) {
    const until = Math.min(from + DAY, horizon);
    const moments = momentsWithin(timeZone, from, until, (day) => windowOf(day, windows).start);
    const openings = moments.filter((moment) => isOpenOn(timeZone, moment, windows));
    if (openings.length > 0) return Math.min(...openings);
  }
  return Number.POSITIVE_INFINITY;
}

/** A closing is a local end of a day, or a change of the clocks that jumps out of the window; no window is longer than a day. */
function closingOn(timeZone: string, at: number, windows?: CallingWindows): number {
  const moments = momentsWithin(timeZone, at, at + DAY, (day) => windowOf(day, windows).end);
  return Math.min(...moments.filter((moment) => !isOpenOn(timeZone, moment, windows)));
}

/** Moments in (`from`, `until`] at which the wall clock shows `minuteOf(day)`, on any day it touches, or is changed. */
function momentsWithin(timeZone: string, from: number, until: number, minuteOf: (day: number) => number): number[] {
  const changes = clockChanges(timeZone, from, until);
  const aheads = new Set([from, until, ...changes].map((moment) => wallClock(timeZone, moment) - moment));
  const first = Math.floor(wallClock(timeZone, from) / DAY) - 1;
  const last = Math.floor(wallClock(timeZone, until) / DAY) + 1;
  const moments = [...changes];
  for (let day = first; day <= last; day += 1) {
    for (const ahead of aheads) moments.push(day * DAY + minuteOf(day) * MINUTE - ahead);
  }
  return moments.filter((moment) => moment > from && moment <= until);
}

function windowOf(day: number, windows?: CallingWindows): DayWindow {
  if (!windows) return WIDEST;
  const weekday = WEEKDAYS[((day % 7) + 7) % 7];
  const chosen = weekday ? windows[weekday] : undefined;
  if (chosen === undefined) return WIDEST;
  const start = chosen ? minutesOf(chosen[0]) : Number.NaN;
  const end = chosen ? minutesOf(chosen[1]) : Number.NaN;
  if (Number.isNaN(start) || Number.isNaN(end)) return CLOSED;
  return { start: Math.max(start, WIDEST.start), end: Math.min(end, WIDEST.end) };
}

/** Minutes since midnight of `HH:MM`, 00:00 to 24:00; NaN for anything else. */
export function minutesOf(text: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (match) return Number(match[1]) * 60 + Number(match[2]);
  return text === '24:00' ? 24 * 60 : Number.NaN;
}
