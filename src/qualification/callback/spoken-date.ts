import type { DateTime } from 'luxon';
import { ANY_MONTH, DAY_PARTS, DOUBTFUL_MONTHS, MONTHS, RELATIVE_DAYS, WEEKDAYS } from './callback-words';
import { wordsOf } from './spoken-digits';

/** A day of the calendar; without a month the next such day counts, without a day the first of the month. */
interface SpokenDate {
  readonly day: number;
  readonly month?: number;
  readonly year?: number;
}

const DAY = /^(\d{1,2})(st|nd|rd|th)?$/;
const ORDINAL = /^(\d{1,2})(?:st|nd|rd|th)$/;

/** Between a day and its month: "the 3rd of December", "3 de diciembre", "December the 3rd". */
const BETWEEN: ReadonlySet<string> = new Set(['of', 'the', 'de', 'del', 'el', 'من']);
/** A plain number after one of these is an hour. */
const CLOCK_WORDS: ReadonlySet<string> = new Set([
  'at',
  'around',
  'about',
  'after',
  'by',
  'before',
  'las',
  'la',
  'الساعه',
]);
const MERIDIEMS: ReadonlySet<string> = new Set(['am', 'pm', 'a', 'p', 'o']);
/** A month alone is meant after these: "in December", "next May". */
const BEFORE_MONTH: ReadonlySet<string> = new Set('in next early mid late until till en في شهر'.split(' '));
/** The first day of a part of a month. */
const PART_BEGINS: Readonly<Record<string, number>> = { mid: 15, middle: 15, late: 21, end: 25 };
/** An ordinal is a day only where nothing follows that it could be counting: neither "my first choice" nor "the second Tuesday". */
const NOT_COUNTING = String.raw`(?=\s*(?:$|[^\p{L}\p{M}\d\s-])|\s+(?:(?:at|around|about|after|before|between|in|from|by|please|or|and|of(?! all)|${ANY_MONTH}|${[...DAY_PARTS.keys()].join('|')})(?![\p{L}\p{M}])|\d{1,2}(?::\d\d)?\s*[ap]\.?m))`;
const DAY_OF_MONTH = new RegExp(String.raw`(?<!(?<!\p{L})a )(?<!\d)(\d{1,2})(?:st|nd|rd|th)${NOT_COUNTING}`, 'u');
/** Beside another day an ordinal is one in "Friday the 13th" and "tomorrow I cannot, the 25th": few things are counted so far. */
const BESIDE_A_DAY = new RegExp(
  String.raw`(?<!\p{L})(?:(?:${[...WEEKDAYS.keys()].join('|')}),? (?:the )?|on the |the (?=[123]\d))(\d{1,2})(?:st|nd|rd|th)${NOT_COUNTING}`,
  'u',
);
const NEXT_MONTH = /\bnext month\b|\bpróximo mes\b|\bmes que viene\b|الشهر (?:القادم|المقبل|الجاي)|अगले महीने/u;

/** The first moment after `from` that shows the date named in `said`, at `time`; undefined when none is, or no such day exists. */
export function dateIn(said: string, from: DateTime, time: object): DateTime | undefined {
  const date = spokenDate(said);
  if (!date) return NEXT_MONTH.test(said) ? from.plus({ months: 1 }).set(time) : undefined;
  return date.month === undefined ? comingDay(date.day, said, from, time) : comingDate(date, from, time);
}

/** True when a date is named, be it one that exists and is to come or not. */
export function namesADate(said: string): boolean {
  return spokenDate(said) !== undefined;
}

/** True when it is one day of the calendar that is named, and not a month or a part of one. */
export function namesADayOfTheMonth(said: string): boolean {
  return (writtenDate(said) ?? dayInMonth(wordsOf(said)) ?? dayOfMonth(said)) !== undefined;
}

function spokenDate(said: string): SpokenDate | undefined {
  const words = wordsOf(said);
  return writtenDate(said) ?? dayInMonth(words) ?? monthAlone(words) ?? dayOfMonth(said);
}

/** 2026-12-03 and 25/12 or 12/25; 3/12 is a day here and a month there, and is not guessed at. */
function writtenDate(said: string): SpokenDate | undefined {
  const [, isoYear, isoMonth, isoDay] = /(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)/.exec(said) ?? [];
  if (isoDay !== undefined) return { year: Number(isoYear), month: Number(isoMonth), day: Number(isoDay) };
  const [, first, second, year] = /(?<![\d/])(\d{1,2})\/(\d{1,2})(?:\/(20\d\d))?(?![\d/])/.exec(said) ?? [];
  const [a, b] = [Number(first), Number(second)];
  if (first === undefined || (a <= 12 && b <= 12 && a !== b)) return undefined;
  return { day: Math.max(a, b), month: Math.min(a, b), ...(year === undefined ? {} : { year: Number(year) }) };
}

function dayInMonth(words: readonly string[]): SpokenDate | undefined {
  for (const { month, at } of monthsIn(words)) {
    const day = dayBefore(words, at) ?? dayAfter(words, at);
    if (day !== undefined) return { month, day, ...yearIn(words) };
  }
  return undefined;
}

function monthAlone(words: readonly string[]): SpokenDate | undefined {
  const alone = monthsIn(words).find(
    ({ word, at }) => !DOUBTFUL_MONTHS.has(word) || BEFORE_MONTH.has(words[at - 1] ?? ''),
  );
  const isVague = words.some((word) => WEEKDAYS.has(word) || ORDINAL.test(word));
  return alone && !isVague ? { month: alone.month, day: partBefore(words, alone.at), ...yearIn(words) } : undefined;
}

function monthsIn(words: readonly string[]): { month: number; word: string; at: number }[] {
  return words.flatMap((word, at) => ({ month: MONTHS.get(word) ?? 0, word, at })).filter(({ month }) => month);
}

function yearIn(words: readonly string[]): { year?: number } {
  const said = words.find((word) => /^20\d\d$/.test(word));
  return said === undefined ? {} : { year: Number(said) };
}

/** "mid august", "the end of august"; else the first. */
function partBefore(words: readonly string[], month: number): number {
  let at = month - 1;
  while (BETWEEN.has(words[at] ?? '')) at -= 1;
  return PART_BEGINS[words[at] ?? ''] ?? 1;
}

function dayBefore(words: readonly string[], month: number): number | undefined {
  let at = month - 1;
  while (BETWEEN.has(words[at] ?? '')) at -= 1;
  const [, day, suffix] = DAY.exec(words[at] ?? '') ?? [];
  return day === undefined || (suffix === undefined && CLOCK_WORDS.has(words[at - 1] ?? '')) ? undefined : Number(day);
}

function dayAfter(words: readonly string[], month: number): number | undefined {
  let at = month + 1;
  while (BETWEEN.has(words[at] ?? '')) at += 1;
  const day = DAY.exec(words[at] ?? '')?.[1];
  return day === undefined || MERIDIEMS.has(words[at + 1] ?? '') ? undefined : Number(day);
}

/** "the 25th", "el 25". */
function dayOfMonth(said: string): SpokenDate | undefined {
  const isBesideADay = wordsOf(said).some((word) => WEEKDAYS.has(word) || (RELATIVE_DAYS.get(word) ?? 0) > 0);
  const ordinal = (isBesideADay ? BESIDE_A_DAY : DAY_OF_MONTH).exec(said)?.[1];
  const day = ordinal ?? /(?<!\p{L})(?:el|día|dia|يوم) (\d{1,2})(?![\d:])/u.exec(said)?.[1];
  return day === undefined ? undefined : { day: Number(day) };
}

function comingDay(day: number, said: string, from: DateTime, time: object): DateTime | undefined {
  const first = NEXT_MONTH.test(said) ? 1 : 0;
  return [0, 1, 2]
    .map((months) =>
      from
        .startOf('month')
        .plus({ months: first + months })
        .set({ day })
        .set(time),
    )
    .find((found) => found.day === day && found > from);
}

function comingDate({ day, month, year }: SpokenDate, from: DateTime, time: object): DateTime | undefined {
  // A day of this very month that is over was misheard: nobody is called back a year later.
  const years = year === undefined ? [from.year, from.year + (month === from.month ? 0 : 1)] : [year];
  return years
    .map((inYear) => from.set({ year: inYear, month, day }).set(time))
    .find((found) => found.day === day && found.month === month && found > from);
}
