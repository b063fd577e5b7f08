import { DateTime } from 'luxon';
import {
  ANY_UNIT,
  DOUBTFUL_MONTHS,
  MONTHS,
  OTHER_DAYS,
  RELATIVE_DAYS,
  type Unit,
  UNITS,
  WEEKDAYS,
} from './callback-words';
import { type ClockTime, clockTimeIn } from './spoken-clock';
import { dateIn, namesADate } from './spoken-date';
import { inDigits, wordsOf } from './spoken-digits';

/** When a person names a day without an hour: ten in the morning, an hour at which people pick up. */
const USUAL: ClockTime = { hour: 10, minute: 0 };

/** After "later today". */
const A_WHILE = { hours: 2 } as const;

/** Nothing is promised further away. */
const LONGEST = { years: 1 } as const;

/** "2", "a", "2 and a half", "2 or 3" and the unit of time, perhaps with a half behind it. */
const PERIOD = String.raw`(?:(?<![\d.])(\d{1,3}(?:\.\d)?|an?|un)\s+)?(?:(?:to|or|-|–|o|او)\s*\d{1,3}\s+)?((?:and a half|y media)\s+)?(${ANY_UNIT})(\s+(?:and a half|y media|ونصف?)(?!\p{L}))?`;
const BEFORE_PERIOD = String.raw`(?<!\p{L})(?:in|after|en|dentro de|بعد)\s+(?:about\s+|around\s+|like\s+|another\s+)?`;
const AFTER_PERIOD = new RegExp(`${BEFORE_PERIOD}${PERIOD}`, 'u');
const FROM_THEN = new RegExp(
  String.raw`(?<!\p{L}|(?:next|this) )${PERIOD}\s+(?:(?:from|after) (.+)|later|hence|बाद|में|baad)`,
  'u',
);
const END_OF_MONTH = /\bend of (?:the|this|(next)) month\b/;
const HALF_AN_HOUR = /\bhalf an hour\b|\bmedia hora\b|نصف? ساعه|आधे घंटे|aadhe ghante/u;
const QUARTER_OF_AN_HOUR = /\bquarter of an hour\b|\bcuarto de hora\b|ربع ساعه/u;
const NOW = /^(?:now|today)(?!\p{L})/u;

const NEXT_WEEK =
  /\bnext week\b|próxima semana|\bsemana que viene\b|الاسبوع (?:القادم|المقبل|الجاي)|अगले (?:हफ्ते|हफ़्ते|सप्ताह)|\bagle hafte\b/u;

/**
 * The moment a person asked to be called back at, or null when the words name none. Phrases are resolved here and not by the model,
 * in the person's own time zone and from the end of the conversation: "Thursday at four" is the next Thursday, 16:00; "tomorrow
 * morning" the next day, 10:00; "in two hours" two hours later; "at five pm" the next time it is 17:00. It is never past, never
 * before the day that was named; one that is over a year away is not promised.
 */
export function callbackTime(text: string | null, endedAt: Date, timeZone: string): Date | null {
  const from = DateTime.fromJSDate(endedAt, { zone: timeZone });
  const said = inDigits(text ?? '');
  const found =
    afterAWhile(said, from) ?? onADay(said, from) ?? (speaksOfADay(said) ? undefined : laterToday(said, from));
  return found && mayBePromised(found, from) ? found.toJSDate() : null;
}

/** To come, and not further away than anything is promised. */
export function mayBePromised(moment: DateTime, from: DateTime): boolean {
  return moment > from && moment <= from.plus(LONGEST).endOf('day');
}

/** "in 2 hours", "in half an hour", "in 3 days", "2 weeks from now", "a week from Thursday"; a day that comes so, at the hour named. */
export function afterAWhile(said: string, from: DateTime, named = clockTimeIn(said)): DateTime | undefined {
  const [, count = '1', halfBefore, word = '', halfAfter, then] = periodIn(said);
  const unit = UNITS.get(word);
  if (!unit || isShort(unit)) {
    // "Tomorrow, I have half an hour": how long somebody has on that day, not how long until then.
    if (namesAnotherDay(said)) return undefined;
    if (HALF_AN_HOUR.test(said)) return from.plus({ minutes: 30 });
    if (QUARTER_OF_AN_HOUR.test(said)) return from.plus({ minutes: 15 });
  }
  if (!unit) return undefined;
  const start = then === undefined || NOW.test(then) ? from : onADay(then, from);
  const number = (/^\d/.test(count) ? Number(count) : 1) + ((halfBefore ?? halfAfter) ? 0.5 : 0);
  const later = onNamedDay(said, unit, start?.plus({ [unit.name]: unit.times * number }), then === undefined);
  return isShort(unit) ? later : later?.set(named ?? USUAL).startOf('minute');
}

function periodIn(said: string): readonly (string | undefined)[] {
  return FROM_THEN.exec(said) ?? AFTER_PERIOD.exec(said) ?? [];
}

/** The unit of a stretch of time that is to pass, if one is spoken of. */
export function unitToPass(said: string): Unit['name'] | undefined {
  return UNITS.get(periodIn(said)[3] ?? '')?.name;
}

/** "In two weeks on Monday" is the Monday of that week. */
function onNamedDay(said: string, unit: Unit, later: DateTime | undefined, isFromNow: boolean): DateTime | undefined {
  const weekday = WEEKDAYS.get(wordsOf(said).find((word) => WEEKDAYS.has(word)) ?? '');
  if (!later || !isFromNow || unit.name !== 'weeks' || weekday === undefined) return later;
  return later.plus({ days: weekday - later.weekday });
}

/** A date, a weekday, today, tomorrow, the weekend or next week, at the hour named. */
export function onADay(said: string, from: DateTime, named = clockTimeIn(said)): DateTime | undefined {
  const time = { ...(named ?? USUAL), second: 0, millisecond: 0 };
  const words = wordsOf(said);
  const endOfMonth = END_OF_MONTH.exec(said);
  if (endOfMonth)
    return from
      .plus({ months: endOfMonth[1] ? 1 : 0 })
      .endOf('month')
      .set(time);
  const date = dateIn(said, from, time);
  if (date || words.some(isMonth)) return date;
  const weekday = words.findIndex((word) => WEEKDAYS.has(word));
  if (weekday !== -1) return onWeekday(words, weekday, NEXT_WEEK.test(said), from, time);
  const offsets = words.flatMap((word) => RELATIVE_DAYS.get(word) ?? []);
  // "I'm busy today, call me tomorrow": of today and a later day, the later one is asked for.
  const offset = offsets.find((days) => days > 0) ?? offsets[0];
  if (offset === 0 && !named) return from.plus(A_WHILE);
  if (offset !== undefined) return from.plus({ days: offset }).set(time);
  if (/\bafter the weekend\b/.test(said)) return comingWeekday(1, from, time);
  if (/(?<!next )\bweekend\b/.test(said)) return comingWeekday(6, from, time);
  return NEXT_WEEK.test(said) ? from.plus({ weeks: 1 }).set(time) : undefined;
}

/** The coming one; in the week after this one when "next week" is said, and not today when it is the next one. */
function onWeekday(
  words: readonly string[],
  at: number,
  inNextWeek: boolean,
  from: DateTime,
  time: object,
): DateTime | undefined {
  const before = words[at - 1] ?? '';
  const weekday = WEEKDAYS.get(words[at] ?? '') ?? 0;
  // "The second Tuesday" of what, nobody knows.
  if (/^\d+(?:st|nd|rd|th)$/.test(before)) return undefined;
  if (inNextWeek) return from.plus({ days: 7 + weekday - from.weekday }).set(time);
  return comingWeekday(weekday, /^(?:next|próximo)$/.test(before) ? from.endOf('day') : from, time);
}

function comingWeekday(weekday: number, from: DateTime, time: object): DateTime {
  const candidate = from.plus({ days: (weekday - from.weekday + 7) % 7 }).set(time);
  return candidate > from ? candidate : candidate.plus({ weeks: 1 });
}

/** Only an hour: the next time the clock shows it. */
function laterToday(said: string, from: DateTime): DateTime | undefined {
  const time = clockTimeIn(said);
  if (!time) return undefined;
  const today = from.set({ ...time, second: 0, millisecond: 0 });
  return today > from ? today : today.plus({ days: 1 });
}

/** A day was spoken of, so that an hour alone would be the wrong day's. */
export function speaksOfADay(said: string): boolean {
  return namesAnotherDay(said) || wordsOf(said).some((word) => RELATIVE_DAYS.has(word) || isDays(word));
}

/** Another one than today. */
function namesAnotherDay(said: string): boolean {
  if (namesADate(said) || NEXT_WEEK.test(said) || /\d\/\d|\d(?:st|nd|rd|th)(?!\p{L})/u.test(said)) return true;
  return wordsOf(said).some(
    (word) => WEEKDAYS.has(word) || (RELATIVE_DAYS.get(word) ?? 0) > 0 || OTHER_DAYS.has(word) || isMonth(word),
  );
}

function isDays(word: string): boolean {
  const unit = UNITS.get(word);
  return unit !== undefined && !isShort(unit);
}

function isShort({ name }: Unit): boolean {
  return name === 'minutes' || name === 'hours';
}

function isMonth(word: string): boolean {
  return MONTHS.has(word) && !DOUBTFUL_MONTHS.has(word);
}
