import type { Weekday } from '../calling-window';

/** Days since 1970-01-01 in somebody's local calendar, and what they are called. */

export const MINUTE = 60_000;
export const DAY = 86_400_000;

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[];

/** Day of `YYYY-MM-DD`; NaN when it is no such text. */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY;
}

/** `month` from 1; days beyond the end of a month run on into the next. */
export function dayOfYear(year: number, month: number, dayOfMonth: number): number {
  return Date.UTC(year, month - 1, dayOfMonth) / DAY;
}

/** 0 is Monday. Day 0 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

export function yearOf(day: number): number {
  return new Date(day * DAY).getUTCFullYear();
}

/** `YYYY-MM-DD`. */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** Minutes since midnight of `HH:MM`, 00:00 to 24:00; NaN for anything else. */
export function minutesOf(text: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  if (match) return Number(match[1]) * 60 + Number(match[2]);
  return text === '24:00' ? 24 * 60 : Number.NaN;
}
