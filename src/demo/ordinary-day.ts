import { HolidayCalendar } from '../compliance/rules/holiday-calendar';
import { loadRuleFile } from '../compliance/rules/load-rule-file';
import { dayOf, weekdayOf } from '../compliance/rules/local-day';

const WEDNESDAY = 2;
const THURSDAY = 3;

/** Those of every place, each with its days off moved to a weekday: more holidays than anybody keeps. */
const CALENDARS = Object.values(loadRuleFile().holiday_calendars).map((entries) => new HolidayCalendar(entries, true));

/**
 * True for a Monday, Tuesday or Wednesday from which on nobody the rules know of has a holiday until Thursday is over, when people of
 * the emulator like to be called again: `YYYY-MM-DD`.
 */
export function isOrdinaryDay(date: string): boolean {
  const day = dayOf(date);
  const weekday = weekdayOf(day);
  if (weekday > WEDNESDAY) return false;
  const days = Array.from({ length: THURSDAY - weekday + 1 }, (_, n) => day + n);
  return days.every((one) => CALENDARS.every((calendar) => calendar.nameOn(one) === undefined));
}
