import { DateTime } from 'luxon';

/** The first moment of the day it is in this IANA zone. */
export function startOfDay(moment: Date, timeZone: string): Date {
  return dayOf(moment, timeZone).toJSDate();
}

/** The first moment of the day after. Where clocks go forward at midnight a day begins at one, and the day after it does not. */
export function startOfNextDay(moment: Date, timeZone: string): Date {
  return dayOf(moment, timeZone).plus({ days: 1 }).startOf('day').toJSDate();
}

/** The first moment of the month after. */
export function startOfNextMonth(moment: Date, timeZone: string): Date {
  return dayOf(moment, timeZone).startOf('month').plus({ months: 1 }).startOf('month').toJSDate();
}

function dayOf(moment: Date, zone: string): DateTime {
  return DateTime.fromJSDate(moment, { zone }).startOf('day');
}
