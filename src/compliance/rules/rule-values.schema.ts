import { z } from 'zod';
import { isTimeZone } from '../zone-clock';

export const text = z.string().trim().min(1);
export const confidence = z.enum(['high', 'medium', 'low']);
export const count = z.number().int().min(0);

/** ISO 8601 calendar day of a year this program can mean: law of the year 0 is a slip of the pen. */
export const calendarDay = z
  .string()
  .regex(/^(19|20|21)\d\d-\d\d-\d\d$/, 'must be a date YYYY-MM-DD between 1900 and 2199')
  .refine((value) => isCalendarDay(value), 'is no day of the calendar');

/** `HH:MM`, 00:00 to 24:00. */
const wallTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time HH:MM between 00:00 and 24:00');

/** Start inclusive, end exclusive. */
export const timeWindow = z
  .tuple([wallTime, wallTime])
  .refine(([start, end]) => start < end, 'must end after it starts');

/** Every weekday; null is closed. */
export const weekWindows = z.strictObject({
  mon: timeWindow.nullable(),
  tue: timeWindow.nullable(),
  wed: timeWindow.nullable(),
  thu: timeWindow.nullable(),
  fri: timeWindow.nullable(),
  sat: timeWindow.nullable(),
  sun: timeWindow.nullable(),
});

export const timeZones = z
  .array(z.string().refine((name) => isTimeZone(name), 'is no time zone this runtime knows'))
  .min(1);

/** Channels as the file writes them; the program has them in capitals, and WhatsApp follows the texts. */
export const fileChannel = z.enum(['ai_voice', 'human_voice', 'sms']);

function isCalendarDay(value: string): boolean {
  const at = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value);
}
