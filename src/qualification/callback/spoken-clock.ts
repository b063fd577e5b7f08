import { normaliseText } from '../evidence/normalise-text';
import { DAY_PARTS, HOUR_WORDS } from './callback-words';

export interface ClockTime {
  readonly hour: number;
  readonly minute: number;
}

/** Said without morning or afternoon, these hours are the afternoon's: nobody means four at night. */
const AFTERNOON_HOURS = { from: 1, to: 7 } as const;

const NUMBER = String.raw`(\d{1,2})`;
const WITH_MERIDIEM = new RegExp(String.raw`(?<!\d)${NUMBER}(?:[:.](\d\d))?\s*(a\.?m\b|p\.?m\b|o'?clock)`);
const WITH_COLON = new RegExp(String.raw`(?<![\d:])${NUMBER}:(\d\d)(?![\d:])`);
const AFTER_WORD = new RegExp(
  String.raw`(?<!\p{L})(?:at|around|about|after|by|before|las|la|الساعه)\s+(?:the\s+)?${NUMBER}(?![\d:]|st|nd|rd|th)`,
  'u',
);
const PAST = /\b(half|quarter|ten|twenty)\s+(past|to)\s+(\S+)/;
const PAST_MINUTES: Readonly<Record<string, number>> = { half: 30, quarter: 15, ten: 10, twenty: 20 };

/** The time of day a text names, or undefined. "At four" is 16:00, "at nine" 9:00, and 21:00 when the evening is spoken of. */
export function clockTimeIn(text: string): ClockTime | undefined {
  const said = normaliseText(text);
  const found = pastOrTo(said) ?? numeric(said) ?? inWords(said) ?? partOfDay(said);
  return found && found.hour < 24 && found.minute < 60 ? found : undefined;
}

function numeric(said: string): ClockTime | undefined {
  const meridiem = WITH_MERIDIEM.exec(said);
  const match = meridiem ?? WITH_COLON.exec(said) ?? AFTER_WORD.exec(said);
  if (!match) return undefined;
  const [hour, minute] = [Number(match[1]), match === meridiem || match[2] ? Number(match[2] ?? 0) : 0];
  const half = meridiem?.[3]?.[0];
  if (meridiem && hour > 12) return undefined;
  if (half === 'a') return { hour: hour % 12, minute };
  if (half === 'p') return { hour: (hour % 12) + 12, minute };
  return { hour: likelyHour(hour, said), minute };
}

function inWords(said: string): ClockTime | undefined {
  const match =
    /(?<!\p{L})(?:at|around|about|after|by|before|las|la|الساعه)\s+(\p{L}+)(?:\s+(thirty|fifteen|forty-five))?/u.exec(
      said,
    );
  const hour = HOUR_WORDS.get(match?.[1] ?? '');
  if (hour === undefined) return undefined;
  const minutes: Readonly<Record<string, number>> = { thirty: 30, fifteen: 15, 'forty-five': 45 };
  return { hour: likelyHour(hour, said), minute: minutes[match?.[2] ?? ''] ?? 0 };
}

/** "half past four", "quarter to five". */
function pastOrTo(said: string): ClockTime | undefined {
  const [, part = '', side, word = ''] = PAST.exec(said) ?? [];
  const named = HOUR_WORDS.get(word) ?? (/^\d{1,2}$/.test(word) ? Number(word) : undefined);
  const minutes = PAST_MINUTES[part];
  if (named === undefined || minutes === undefined) return undefined;
  const hour = likelyHour(named, said);
  return side === 'past' ? { hour, minute: minutes } : { hour: hour - 1, minute: 60 - minutes };
}

function partOfDay(said: string): ClockTime | undefined {
  const hour = wordsOf(said)
    .map((word) => DAY_PARTS.get(word))
    .find((found) => found !== undefined);
  return hour === undefined ? undefined : { hour, minute: 0 };
}

function likelyHour(hour: number, said: string): number {
  if (hour > 12 || hour === 0) return hour;
  const parts = wordsOf(said).map((word) => DAY_PARTS.get(word) ?? 0);
  if (parts.includes(10)) return hour % 12;
  const late = parts.some((part) => part >= 15);
  return hour !== 12 && (late || (hour >= AFTERNOON_HOURS.from && hour <= AFTERNOON_HOURS.to)) ? hour + 12 : hour;
}

export function wordsOf(said: string): string[] {
  return said.split(/[^\p{L}\p{M}\d]+/u).filter(Boolean);
}
