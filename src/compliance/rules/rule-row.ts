import type { ContactChannel } from './contact-question';
import type { HolidayCalendar } from './holiday-calendar';
import { dayOf, minutesOf, WEEKDAYS } from './local-day';
import type { FileCap, FileRow } from './rule-row.schema';

/** Minutes since local midnight, start inclusive, end exclusive. */
export interface DayWindow {
  readonly start: number;
  readonly end: number;
}

/** By weekday, Monday first; null is closed. */
export type WeekWindows = readonly (DayWindow | null)[];

export interface Cap {
  readonly rowId: string;
  readonly name: string;
  readonly max: number;
  readonly periodMs: number;
  readonly bySubject: boolean;
  readonly channels: ReadonlySet<ContactChannel>;
  readonly relationshipExempt: boolean;
}

export interface HolidayRule {
  readonly calendar: HolidayCalendar;
  /** Null: closed all day, on every channel. */
  readonly window: DayWindow | null;
  readonly channels: ReadonlySet<ContactChannel>;
}

/** How much permission a contact needs, weakest first; each includes the ones before it. */
export const CONSENT_NEEDS = ['NONE', 'EXPRESS', 'EXPRESS_AUTOMATED', 'WRITTEN'] as const;
export type ConsentNeed = (typeof CONSENT_NEEDS)[number];

/** One dated law, ready to be asked. */
export interface Row {
  readonly id: string;
  /** `US-PA@2026-10-18`. */
  readonly label: string;
  readonly isCountry: boolean;
  /** Local days, first in force and first no longer in force (infinite when open). */
  readonly from: number;
  readonly to: number;
  readonly windows: WeekWindows;
  readonly automatedWindows: WeekWindows | null;
  readonly holidays: HolidayRule | null;
  readonly caps: readonly Cap[];
  readonly file: FileRow;
}

const CHANNELS = { ai_voice: ['AI_VOICE'], human_voice: ['HUMAN_VOICE'], sms: ['SMS', 'WHATSAPP'] } as const;

/** A row of the file as the engine reads it. */
export function rowOf(file: FileRow, calendar: HolidayCalendar | undefined): Row {
  return {
    id: file.id,
    label: `${file.id}@${file.effective_from}`,
    isCountry: file.id === file.country,
    from: dayOf(file.effective_from),
    to: file.effective_to ? dayOf(file.effective_to) : Number.POSITIVE_INFINITY,
    windows: weekOf(file.windows),
    automatedWindows: file.automated_windows && weekOf(file.automated_windows),
    holidays: file.holiday_rule && calendar ? holidayRuleOf(file.holiday_rule, calendar) : null,
    caps: file.caps.map((cap) => capOf(file.id, cap)),
    file,
  };
}

function weekOf(windows: FileRow['windows']): WeekWindows {
  return WEEKDAYS.map((weekday) => windows[weekday] && windowOf(windows[weekday]));
}

function windowOf([start, end]: readonly [string, string]): DayWindow {
  return { start: minutesOf(start), end: minutesOf(end) };
}

function holidayRuleOf(rule: NonNullable<FileRow['holiday_rule']>, calendar: HolidayCalendar): HolidayRule {
  if (rule.effect === 'closed')
    return { calendar, window: null, channels: channelsOf(['ai_voice', 'human_voice', 'sms']) };
  return { calendar, window: windowOf(rule.window), channels: channelsOf(rule.applies_to) };
}

function capOf(rowId: string, cap: FileCap): Cap {
  return {
    rowId,
    name: cap.id,
    max: cap.max,
    periodMs: cap.period_seconds * 1_000,
    bySubject: cap.match === 'person+subject',
    channels: channelsOf(cap.channels),
    relationshipExempt: cap.ebr_exempt,
  };
}

function channelsOf(names: readonly (keyof typeof CHANNELS)[]): ReadonlySet<ContactChannel> {
  return new Set(names.flatMap((name): readonly ContactChannel[] => CHANNELS[name]));
}
