import { DateTime } from 'luxon';
import { normaliseText } from '../evidence/normalise-text';
import { COUNT_WORDS, MONTHS, RELATIVE_DAYS, WEEKDAYS } from './callback-words';
import { type ClockTime, clockTimeIn, wordsOf } from './spoken-clock';

/** When a person names a day without an hour, or nothing we understand: ten in the morning, an hour at which people pick up. */
const USUAL: ClockTime = { hour: 10, minute: 0 };

/** A promise further away than this is a misunderstanding. */
const LONGEST_DAYS = 90;

const UNITS: readonly (readonly [RegExp, 'minutes' | 'hours' | 'days' | 'weeks' | 'months'])[] = [
  [/^(?:minutes?|mins?|دقيقه|دقائق)$/, 'minutes'],
  [/^(?:hours?|hrs?|ساعه|ساعات)$/, 'hours'],
  [/^(?:days?|ايام|يوم)$/, 'days'],
  [/^(?:weeks?|اسبوع|اسابيع)$/, 'weeks'],
  [/^(?:months?|شهر)$/, 'months'],
];

/**
 * The moment a person asked to be called back at. Phrases are resolved here and not by the model, in the person's own time zone and
 * from the end of the conversation: "Thursday at four" is the next Thursday, 16:00; "tomorrow morning" the next day, 10:00; "in two
 * hours" two hours later; "at five pm" the next time it is 17:00. What cannot be understood becomes the next day, 10:00.
 */
export function callbackTime(text: string | null, endedAt: Date, timeZone: string): Date {
  const from = DateTime.fromJSDate(endedAt, { zone: timeZone });
  const said = normaliseText(text ?? '');
  const found = afterAWhile(said, from) ?? onADay(said, from) ?? laterToday(said, from);
  const sensible = found && found > from && found <= from.plus({ days: LONGEST_DAYS });
  return (sensible ? found : at(from.plus({ days: 1 }), USUAL)).toJSDate();
}

/** "in two hours", "in half an hour", "in a few days", "in two weeks". */
function afterAWhile(said: string, from: DateTime): DateTime | undefined {
  if (/\bhalf an hour\b|نصف ساعه/.test(said)) return from.plus({ minutes: 30 });
  const match = /(?<!\p{L})(?:in|after|بعد)\s+(?:about\s+|around\s+)?(?:(\d{1,3}|\p{L}+)\s+)?(?:of\s+)?(\p{L}+)/u.exec(
    said,
  );
  if (!match) return undefined;
  const [, count, word = ''] = /\bcouple of\b/.test(said)
    ? [null, 'two', /couple of (\p{L}+)/u.exec(said)?.[1]]
    : match;
  const unit = UNITS.find(([pattern]) => pattern.test(word))?.[1];
  const number = count === undefined ? 1 : /^\d+$/.test(count) ? Number(count) : COUNT_WORDS.get(count);
  if (!unit || number === undefined) return undefined;
  const later = from.plus({ [unit]: number });
  return unit === 'minutes' || unit === 'hours' ? later : at(later, clockTimeIn(said) ?? USUAL);
}

/** A weekday, a date, today, tomorrow or next week, at the hour named. */
function onADay(said: string, from: DateTime): DateTime | undefined {
  const time = clockTimeIn(said);
  const words = wordsOf(said);
  const offset = /\bday after tomorrow\b|بعد غد/.test(said) ? 2 : lookUp(words, RELATIVE_DAYS);
  const weekday = lookUp(words, WEEKDAYS);
  if (weekday !== undefined) return nextWeekday(said, from, weekday, time ?? USUAL);
  const date = dateIn(said, words, from, time ?? USUAL);
  if (date) return date;
  if (offset !== undefined) return at(from.plus({ days: offset }), time ?? USUAL);
  return /\bnext week\b|الاسبوع القادم|próxima semana/.test(said)
    ? at(from.plus({ weeks: 1 }), time ?? USUAL)
    : undefined;
}

/** Only an hour: the next time the clock shows it. */
function laterToday(said: string, from: DateTime): DateTime | undefined {
  const time = clockTimeIn(said);
  if (!time) return undefined;
  const today = at(from, time);
  return today > from ? today : at(from.plus({ days: 1 }), time);
}

/** The coming one; today when it is that day and the hour is still ahead; a week later when "next week" is said. */
function nextWeekday(said: string, from: DateTime, weekday: number, time: ClockTime): DateTime {
  if (/\bnext week\b/.test(said)) return at(from.plus({ weeks: 1 }).set({ weekday: weekdayOf(weekday) }), time);
  const candidate = at(from.plus({ days: (weekday - from.weekday + 7) % 7 }), time);
  return candidate > from ? candidate : at(candidate.plus({ weeks: 1 }), time);
}

/** "the 25th", "december 3", "3 december". */
function dateIn(said: string, words: readonly string[], from: DateTime, time: ClockTime): DateTime | undefined {
  const ordinal = /(?<!\d)(\d{1,2})(?:st|nd|rd|th)\b/.exec(said)?.[1];
  const month = words.map((word, i) => ({ month: MONTHS.get(word), i })).find((found) => found.month !== undefined);
  const beside =
    month && [words[month.i + 1], words[month.i - 1]].find((word) => /^\d{1,2}(?:st|nd|rd|th)?$/.test(word ?? ''));
  const day = Number.parseInt(beside ?? ordinal ?? '', 10);
  if (Number.isNaN(day) || (month && beside === undefined)) return undefined;
  const wanted = at(from.set({ ...(month ? { month: month.month } : {}), day }), time);
  if (!wanted.isValid || wanted.day !== day) return undefined;
  return wanted > from ? wanted : wanted.plus(month ? { years: 1 } : { months: 1 });
}

function lookUp(words: readonly string[], map: ReadonlyMap<string, number>): number | undefined {
  return words.map((word) => map.get(word)).find((found) => found !== undefined);
}

function at(day: DateTime, { hour, minute }: ClockTime): DateTime {
  return day.set({ hour, minute, second: 0, millisecond: 0 });
}

type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

function weekdayOf(value: number): Weekday {
  return value as Weekday;
}
