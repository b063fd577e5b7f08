import { DateTime } from 'luxon';

/** A calendar month: `2026-11`. */
export const PERIOD = /^[0-9]{4}-(0[1-9]|1[0-2])$/;

/** The day a moment belongs to, in the tenant's time zone: `2026-11-21`. */
export function dayOf(moment: Date, timeZone: string): string {
  return DateTime.fromJSDate(moment, { zone: timeZone }).toFormat('yyyy-MM-dd');
}

/** The month a moment belongs to, in the tenant's time zone: budgets are read by people who live there. */
export function periodOf(moment: Date, timeZone: string): string {
  return DateTime.fromJSDate(moment, { zone: timeZone }).toFormat('yyyy-MM');
}
