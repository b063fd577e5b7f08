import type { ContactChannel, Narrowing } from './contact-question';
import { type Interval, intervalsOf } from './clock-intervals';
import { dateOf, MINUTE, minutesOf, WEEKDAYS, weekdayOf } from './local-day';
import type { RulePolicy } from './rule-file.schema';
import type { DayWindow, Row } from './rule-row';

/** Which contacts the hours are for. */
export interface HoursFor {
  readonly channel: ContactChannel;
  /** Marketing keeps every row; other contacts keep the windows of the country, by policy. */
  readonly marketing: boolean;
  /** True: rows whose windows consent lifts do not count. */
  readonly lifted: boolean;
  readonly narrowings: readonly Narrowing[];
}

/** The hours of one local day in one zone. */
export interface DayHours {
  readonly intervals: readonly Interval[];
  readonly closed: 'HOLIDAY_CLOSED' | 'DAY_CLOSED' | null;
  /** Row that closes the day; null when the company does. */
  readonly closedBy: string | null;
  readonly holiday: string | null;
  /** Minutes since midnight, and whose they are (null: the company's). */
  readonly opens: number;
  readonly opensBy: string | null;
  readonly closes: number;
  readonly closesBy: string | null;
}

interface Draft {
  limited: boolean;
  closed: DayHours['closed'];
  closedBy: string | null;
  holiday: string | null;
  opens: number;
  opensBy: string | null;
  closes: number;
  closesBy: string | null;
}

const MIDNIGHT = 24 * 60;

/**
 * Intersects what every row and every narrowing leaves of a local day. `rows` are the rows in force that day; a day on which no
 * country's own row is in force is not open at all.
 */
export function dayHoursOf(
  zone: string,
  day: number,
  rows: readonly Row[],
  what: HoursFor,
  policy: RulePolicy,
): DayHours {
  const draft: Draft = {
    limited: false,
    closed: null,
    closedBy: null,
    holiday: null,
    opens: 0,
    opensBy: null,
    closes: MIDNIGHT,
    closesBy: null,
  };
  for (const row of timeRowsOf(rows, what, policy)) applyRow(draft, row, day, what);
  for (const narrowing of what.narrowings) applyNarrowing(draft, narrowing, day);
  const known = rows.some((row) => row.isCountry);
  return { ...draft, intervals: known && !draft.closed ? openingsOf(zone, day, draft, policy) : [] };
}

/** Other than marketing keeps the federal window by policy, and no state's rules on sales (docs/calling-rules.md). */
function timeRowsOf(rows: readonly Row[], what: HoursFor, policy: RulePolicy): readonly Row[] {
  if (what.marketing) return rows;
  return policy.informational_uses_federal_window ? rows.filter((row) => row.isCountry) : [];
}

function applyRow(draft: Draft, row: Row, day: number, what: HoursFor): void {
  const weekday = weekdayOf(day);
  if (!(what.lifted && row.file.window_lifted_by_consent)) {
    const holiday = row.holidays?.channels.has(what.channel) ? row.holidays.calendar.nameOn(day) : undefined;
    if (row.holidays && holiday) {
      if (row.holidays.window) narrow(draft, row.holidays.window, row.id);
      else close(draft, 'HOLIDAY_CLOSED', row.id, holiday);
    }
    narrow(draft, row.windows[weekday] ?? null, row.id);
  }
  if (what.channel === 'AI_VOICE' && row.automatedWindows) narrow(draft, row.automatedWindows[weekday] ?? null, row.id);
}

/** A window of the company that cannot be read, or whose end is not after its start, is closed. */
function applyNarrowing(draft: Draft, narrowing: Narrowing, day: number): void {
  if (narrowing.closedDates?.includes(dateOf(day))) close(draft, 'HOLIDAY_CLOSED', null, null);
  const weekday = WEEKDAYS[weekdayOf(day)];
  const window = weekday && narrowing.windows?.[weekday];
  if (window === undefined) return;
  const start = window ? minutesOf(window[0]) : Number.NaN;
  const end = window ? minutesOf(window[1]) : Number.NaN;
  narrow(draft, start < end ? { start, end } : null, null);
}

function narrow(draft: Draft, window: DayWindow | null, by: string | null): void {
  if (!window) {
    close(draft, 'DAY_CLOSED', by, null);
    return;
  }
  draft.limited = true;
  if (window.start > draft.opens) Object.assign(draft, { opens: window.start, opensBy: by });
  if (window.end < draft.closes) Object.assign(draft, { closes: window.end, closesBy: by });
}

/** A holiday is the reason before a weekday is. */
function close(draft: Draft, closed: DayHours['closed'], by: string | null, holiday: string | null): void {
  if (draft.closed === 'HOLIDAY_CLOSED' || draft.closed === closed) return;
  Object.assign(draft, { closed, closedBy: by, holiday });
}

/** Calls stop `close_guard_seconds` before the end, so that ringing does not cross it. */
function openingsOf(zone: string, day: number, draft: Draft, policy: RulePolicy): Interval[] {
  const guard = draft.limited ? policy.close_guard_seconds * 1_000 : 0;
  const atTheEnd = draft.limited && !policy.window_end_exclusive ? 1 : 0;
  return intervalsOf(zone, day, draft.opens * MINUTE, draft.closes * MINUTE - guard + atTheEnd);
}
