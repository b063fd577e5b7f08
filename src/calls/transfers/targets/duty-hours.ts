import { DateTime } from 'luxon';

/** When a colleague takes calls, by their own clock. `until` before `from` runs past midnight, and belongs to the day it began on. */
export interface DutyHours {
  /** IANA. */
  readonly timeZone: string;
  /** 1 is Monday, 7 is Sunday. */
  readonly days: readonly number[];
  /** HH:MM. */
  readonly from: string;
  /** HH:MM, not included. */
  readonly until: string;
}

export function isOnDuty(hours: DutyHours | null, moment: Date): boolean {
  if (!hours) return true;
  const local = DateTime.fromJSDate(moment, { zone: hours.timeZone });
  const [from, until, now] = [minutesOf(hours.from), minutesOf(hours.until), local.hour * 60 + local.minute];
  if (from < until) return hours.days.includes(local.weekday) && now >= from && now < until;
  const yesterday = local.weekday === 1 ? 7 : local.weekday - 1;
  return (hours.days.includes(local.weekday) && now >= from) || (hours.days.includes(yesterday) && now < until);
}

function minutesOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}
