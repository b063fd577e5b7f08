import { ANY_MONTH, ANY_UNIT, DAY_PARTS, RELATIVE_DAYS, WEEKDAYS } from './callback-words';
import { wordsOf } from './spoken-digits';

export interface ClockTime {
  readonly hour: number;
  readonly minute: number;
}

/** Said without morning or afternoon, these hours are the afternoon's: nobody means four at night. */
const AFTERNOON_HOURS = { from: 1, to: 7 } as const;

const CLOCK = String.raw`(?<![\d:./])(\d{1,2})(?:[:. ]([0-5]\d))?(?![\d:/])`;
const MERIDIEM = String.raw`([ap])\.?m(?![\p{L}])`;
const ON_A_DATE = String.raw`(?<!(?:${ANY_MONTH}|el|día)\s+(?:the\s+)?)`;
const ISO_DATE = /20\d\d-\d\d-\d\d/g;

const WITH_MERIDIEM = new RegExp(String.raw`${CLOCK}\s*${MERIDIEM}`, 'u');
const WITH_SUFFIX = new RegExp(
  String.raw`${ON_A_DATE}${CLOCK}\s*(?:o'?clock|in the|de la|morning|صباحا|مساء|ظهرا|عصرا|العصر|الصبح|बजे|baje)(?![\p{L}\p{M}])`,
  'u',
);
const WITH_COLON = /(?<![\d:./])(\d{1,2}):([0-5]\d)(?![\d:])/u;
const AFTER_WORD = new RegExp(
  String.raw`(?<!\p{L})(?:at|around|about|after|by|before|from|past|las|la|الساعه|sa3a|بعد|قبل|حوالي)\s+(?:the\s+)?${CLOCK}(?!st|nd|rd|th|\s+(?:of\s+)?${ANY_UNIT})`,
  'u',
);
/** "tomorrow 5", but neither "monday 13" nor "thursday 5 december"; and "3 30". */
const AFTER_DAY = new RegExp(
  String.raw`(?<!\p{L})(?:${[...RELATIVE_DAYS.keys(), ...WEEKDAYS.keys()].join('|')}),?\s+(1[0-2]|[1-9])(?![\d:./]|st|nd|rd|th|\s+(?:of\s+|de\s+)?(?:${ANY_MONTH}|${ANY_UNIT}))`,
  'u',
);
const BARE = /(?<![\d:./])(1[0-2]|[1-9])[ .](00|15|30|45)(?![\d:/])/u;
const FORMS = [WITH_MERIDIEM, WITH_SUFFIX, WITH_COLON, AFTER_WORD, BARE, AFTER_DAY];

const RANGE = new RegExp(
  String.raw`(?:(between|from|entre|بين)\s+(?:las?\s+)?)?${CLOCK}\s*(?:${MERIDIEM})?\s*(and|to|-|–|y|a|و)\s*(?:las?\s+)?${CLOCK}(?!st|nd|rd|th)\s*(?:${MERIDIEM})?`,
  'u',
);
const JOINS_ALONE: ReadonlySet<string> = new Set(['to', '-', '–']);

const BESIDE_HOUR = /(?<![\p{L}\d])(half|quarter|5|10|20|25)(?: minutes)? (past|to) (\d{1,2})(?![\d:])/u;
const SHARE_OF_HOUR: Readonly<Record<string, number>> = { half: 30, quarter: 15 };
const AFTER_HOUR: readonly (readonly [RegExp, number])[] = [
  [/(?<!\d)(\d{1,2}) (?:y media|والنصف|ونصف|ونص)(?!\p{L})/u, 30],
  [/(?<!\d)(\d{1,2}) (?:y cuarto|والربع|وربع)(?!\p{L})/u, 15],
  [/(?<!\d)(\d{1,2}) (?:menos cuarto|الا ربع)(?!\p{L})/u, -15],
];

/**
 * The time of day named in words that `inDigits` has gone over, or undefined. "At 4" is 16:00, "at 9" 9:00, and 21:00 when the
 * evening is spoken of; of "between 4 and 5" the first counts.
 */
export function clockTimeIn(said: string): ClockTime | undefined {
  const one = oneTimeOf(said);
  return real(byTheClock(one) ?? partOfDay(one));
}

/** The same where a clock shows it; "in the evening" alone names none. */
export function hourIn(said: string): ClockTime | undefined {
  return real(byTheClock(oneTimeOf(said)));
}

function oneTimeOf(said: string): string {
  return said.replace(ISO_DATE, ' ').replace(RANGE, beginningOfRange);
}

function byTheClock(one: string): ClockTime | undefined {
  return besideHour(one) ?? afterHour(one) ?? numeric(one);
}

function real(time: ClockTime | undefined): ClockTime | undefined {
  return time && time.hour >= 0 && time.hour < 24 && time.minute < 60 ? time : undefined;
}

function beginningOfRange(whole: string, ...groups: (string | undefined)[]): string {
  const [between, from = '', minutes, half, join = '', to = '', , lastHalf] = groups;
  // "10 to 5" is ten minutes before five, "4 to 5" and "10 to 11" are an hour.
  const isMinutes = join === 'to' && ['5', '10', '20', '25'].includes(from) && Number(to) !== Number(from) + 1;
  if (between === undefined && (!JOINS_ALONE.has(join) || isMinutes)) return whole;
  const meridiem = half ?? (Number(from) < Number(to) ? lastHalf : undefined);
  return ` at ${from}${minutes ? `:${minutes}` : ''}${meridiem ? ` ${meridiem}m` : ''} `;
}

function numeric(said: string): ClockTime | undefined {
  const match = FORMS.map((form) => form.exec(said)).find((found) => found !== null);
  if (!match) return undefined;
  const [, hours, minutes, half] = match;
  const [hour, minute] = [Number(hours), Number(minutes ?? 0)];
  if (half === undefined) return { hour: likelyHour(hour, said), minute };
  return hour > 12 ? undefined : { hour: (hour % 12) + (half === 'p' ? 12 : 0), minute };
}

/** "half past 4", "quarter to 5". */
function besideHour(said: string): ClockTime | undefined {
  const [, part = '', side, named] = BESIDE_HOUR.exec(said) ?? [];
  if (named === undefined) return undefined;
  const minutes = SHARE_OF_HOUR[part] ?? Number(part);
  return shifted(likelyHour(Number(named), said), side === 'past' ? minutes : -minutes);
}

/** "las 4 y media", "الساعة 4 إلا ربع". */
function afterHour(said: string): ClockTime | undefined {
  for (const [pattern, minutes] of AFTER_HOUR) {
    const named = pattern.exec(said)?.[1];
    if (named !== undefined) return shifted(likelyHour(Number(named), said), minutes);
  }
  return undefined;
}

function shifted(hour: number, minutes: number): ClockTime {
  return minutes < 0 ? { hour: hour - 1, minute: 60 + minutes } : { hour, minute: minutes };
}

function partOfDay(said: string): ClockTime | undefined {
  const [hour] = dayPartsIn(said);
  return hour === undefined ? undefined : { hour, minute: 0 };
}

function likelyHour(hour: number, said: string): number {
  if (hour > 12 || hour === 0) return hour;
  const parts = dayPartsIn(said);
  if (parts.includes(10)) return hour % 12;
  const late = parts.some((part) => part >= 15);
  return hour !== 12 && (late || (hour >= AFTERNOON_HOURS.from && hour <= AFTERNOON_HOURS.to)) ? hour + 12 : hour;
}

function dayPartsIn(said: string): number[] {
  return wordsOf(said).flatMap((word) => DAY_PARTS.get(word) ?? []);
}
