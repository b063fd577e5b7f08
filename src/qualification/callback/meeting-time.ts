import { DateTime } from 'luxon';
import { afterAWhile, mayBePromised, onADay, speaksOfADay, unitToPass } from './callback-time';
import { DAY_PARTS, RELATIVE_DAYS, WEEKDAYS } from './callback-words';
import {
  agrees,
  BARE_HOUR,
  EITHER,
  heard,
  isLooseHour,
  LOOSE_PERIOD,
  OPENING_TIMES,
  withoutWhatIsDeclined,
} from './meeting-words';
import { type ClockTime, hourIn } from './spoken-clock';
import { namesADayOfTheMonth } from './spoken-date';
import { wordsOf } from './spoken-digits';

/** Words, and when they were said: "tomorrow" is counted from there. */
export interface Uttered {
  readonly text: string;
  readonly saidAt: Date;
}

/** AT: day and hour were named. DAY, HOUR: only that; `on` shows it. NONE: neither, or nothing that may be promised. */
export type MeetingTime =
  | { readonly kind: 'AT'; readonly at: Date }
  | { readonly kind: 'DAY'; readonly on: Date }
  | { readonly kind: 'HOUR'; readonly on: Date }
  | { readonly kind: 'NONE' };

/** What words name of a meeting's time. */
interface Named {
  /** "in 2 hours". */
  readonly moment?: DateTime | undefined;
  readonly day?: ((hour: ClockTime) => DateTime | undefined) | undefined;
  readonly hour?: ClockTime | undefined;
}

const NOON: ClockTime = { hour: 12, minute: 0 };
const LAST_MINUTE: ClockTime = { hour: 23, minute: 59 };
const AT_NOON = /(?<!\p{L})(?:noon|midday|mediodía|(?:ال)?ظهرا?)(?!\p{L})/u;
const THIS_PART = /\bthis (?=(?:morning|afternoon|evening)\b)/gu;
const TO_PASS = /(?<!\p{L})(?:in|after|en|dentro de|بعد|later|hence|बाद|में|baad)(?!\p{L})/u;
const QUESTION = /[?؟]/u;
const SENTENCES = /(?<=[?؟!।])\s*|(?<=\.)\s+/u;
const SHORT: ReadonlySet<string | undefined> = new Set([undefined, 'minutes', 'hours']);

/**
 * When somebody wants to meet. Unlike a callback's time nothing is guessed: day and hour must both be named, or a moment such as "in
 * two hours". Half of it, or plain agreement, is completed by what was proposed, where that names what is missing, and one only.
 */
export function meetingTime(wanted: Uttered, timeZone: string, proposed?: Uttered): MeetingTime {
  const from = DateTime.fromJSDate(wanted.saidAt, { zone: timeZone });
  const said = withoutWhatIsDeclined(heard(wanted.text)).replace(THIS_PART, 'today ');
  const own = namedIn(said, from);
  if (own.moment) return promised(own.moment, from);
  const proposal = proposed ? proposalIn(proposed, timeZone) : {};
  const ownHour = own.hour ?? (proposal.day && !own.day ? bareHourIn(said) : undefined);
  if (!own.day && !ownHour) {
    if (!agrees(said) || speaksOfADay(said) || speaksOfAnHour(said)) return { kind: 'NONE' };
    if (proposal.moment) return promised(proposal.moment, from);
  }
  const hour = ownHour ?? (speaksOfAnHour(said) ? undefined : proposal.hour);
  const day = own.day ?? (speaksOfADay(said) ? undefined : proposal.day);
  return put(day, hour, from);
}

function put(day: Named['day'], hour: Named['hour'], from: DateTime): MeetingTime {
  if (day && hour) return promised(day(hour), from);
  if (hour) return { kind: 'HOUR', on: from.set(hour).startOf('minute').toJSDate() };
  const some = day?.(NOON) ?? day?.(LAST_MINUTE);
  return some ? { kind: 'DAY', on: some.toJSDate() } : { kind: 'NONE' };
}

function promised(moment: DateTime | undefined, from: DateTime): MeetingTime {
  return moment && mayBePromised(moment, from) ? { kind: 'AT', at: moment.toJSDate() } : { kind: 'NONE' };
}

/** Questions propose; other sentences only what no question names. */
function proposalIn({ text, saidAt }: Uttered, timeZone: string): Named {
  const from = DateTime.fromJSDate(saidAt, { zone: timeZone });
  const sentences = text.split(SENTENCES).filter((sentence) => !OPENING_TIMES.test(heard(sentence)));
  const readIn = (isQuestion: boolean): Named => {
    const those = sentences.filter((sentence) => QUESTION.test(sentence) === isQuestion).join(' ');
    return namedIn(withoutWhatIsDeclined(heard(those)), from);
  };
  const [asked, told] = [readIn(true), readIn(false)];
  return { moment: asked.moment, day: asked.day ?? told.day, hour: asked.hour ?? told.hour };
}

function namedIn(said: string, from: DateTime): Named {
  const unit = unitToPass(said);
  const isLoose = LOOSE_PERIOD.test(said);
  const moment = SHORT.has(unit) && !isLoose && TO_PASS.test(said) ? afterAWhile(said, from) : undefined;
  return moment ? { moment } : { day: isLoose ? undefined : dayIn(said, from, unit), hour: theHourIn(said) };
}

/** One day and no other; a month, a week or a weekend is none. */
function dayIn(said: string, from: DateTime, unit: ReturnType<typeof unitToPass>): Named['day'] {
  const weekdays = each(WEEKDAYS, said);
  const coming = each(RELATIVE_DAYS, said).filter((days) => days > 0);
  const choices = said.split(EITHER).filter((choice) => each(RELATIVE_DAYS, choice).length > 0);
  if (weekdays.length > 1 || coming.length > 1 || choices.length > 1) return undefined;
  if (unit === 'days' || (unit === 'weeks' && weekdays.length === 1)) return (hour) => afterAWhile(said, from, hour);
  const isNamed = weekdays.length === 1 || each(RELATIVE_DAYS, said).length > 0 || namesADayOfTheMonth(said);
  if (!isNamed || !SHORT.has(unit)) return undefined;
  const [days] = coming;
  return (hour) => {
    const found = onADay(said, from, hour);
    // "Tomorrow, Friday" on a Tuesday is nobody knows which.
    return days === undefined || found?.hasSame(from.plus({ days }), 'day') ? found : undefined;
  };
}

/** One hour and no other; "in the evening" is none. */
function theHourIn(said: string): ClockTime | undefined {
  if (isLooseHour(said)) return undefined;
  const hours = new Set(
    said.split(/[,;،؛]|(?<!\p{L})(?:or|او|या)(?!\p{L})/u).flatMap((part) => numberOf(hourIn(part))),
  );
  if (hours.size > 1) return undefined;
  return hourIn(said) ?? (AT_NOON.test(said) ? NOON : undefined);
}

function numberOf(time: ClockTime | undefined): number[] {
  return time ? [time.hour * 60 + time.minute] : [];
}

function bareHourIn(said: string): ClockTime | undefined {
  const number = BARE_HOUR.exec(said)?.[1];
  return number === undefined ? undefined : hourIn(`at ${number}`);
}

/** An hour was spoken of, be it one that counts or not. */
function speaksOfAnHour(said: string): boolean {
  return isLooseHour(said) || hourIn(said) !== undefined || wordsOf(said).some((word) => DAY_PARTS.has(word));
}

function each<T>(meanings: ReadonlyMap<string, T>, said: string): T[] {
  return [...new Set(wordsOf(said).flatMap((word) => meanings.get(word) ?? []))];
}
