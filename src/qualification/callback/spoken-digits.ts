import { normaliseText } from '../evidence/normalise-text';
import { LATIN_HINDI, SHIFTS, SMALL_NUMBERS } from '../evidence/number-words';
import { CLOCK_NUMBERS, WEEKDAYS } from './callback-words';

const ANY_WEEKDAY = `(?:${[...WEEKDAYS.keys()].join('|')})`;

/** Expressions of several words, as one that the word lists know. */
const EXPRESSIONS: readonly (readonly [RegExp, string])[] = [
  [/\bday after tomorrow\b|\bpasado mañana\b|بعد (?:ال)?غدا?(?!\p{L})|بعد بكره/gu, 'overmorrow'],
  [/\bthe week after next\b/gu, 'in 2 weeks'],
  [new RegExp(String.raw`\ba week on (?=${ANY_WEEKDAY}\b)`, 'gu'), 'a week from '],
  [new RegExp(String.raw`\b(${ANY_WEEKDAY}) week\b`, 'gu'), 'a week from $1'],
  [/بعد الظهر/gu, 'afternoon'],
  [/(?<!\bwhy )\bnot (?:on )?(?:today|tonight|tomorrow|\w+day)\b/gu, ' '],
  [/\b(?:de|por|en) la mañana\b|\bfirst thing\b/gu, 'morning'],
  [/\bm[aá]s tarde\b|\bat once\b|\b(?:any|every) ?(?:day|time)\b/gu, ' '],
  [/\ba couple(?: of)?\b|\bcouple of\b/gu, '2'],
  [/\ba few\b/gu, '3'],
  [/\blas once\b/gu, 'las 11'],
  [/الحاديه عشره?/gu, '11'],
  [/الثانيه عشره?/gu, '12'],
  [/(?<=\d) ?م(?!\p{L})/gu, ' pm'],
  [/(?<=\d) ?ص(?!\p{L})/gu, ' am'],
  [/كانون الثاني/gu, 'يناير'],
  [/كانون الاول/gu, 'ديسمبر'],
  [/تشرين الاول/gu, 'اكتوبر'],
  [/تشرين الثاني/gu, 'نوفمبر'],
  [/(?<=\p{L})-(?=\p{L})/gu, ' '],
];

/** What was said with every number in digits: "the twenty-fifth at half past four" is "the 25th at half past 4". */
export function inDigits(text: string): string {
  return EXPRESSIONS.reduce((said, [pattern, word]) => said.replace(pattern, word), normaliseText(text))
    .replace(BEFORE_BAJE, (word) => LATIN_HINDI.get(word)?.toString() ?? word)
    .replace(/[\p{L}\p{M}]+/gu, (word) => CLOCK_NUMBERS.get(word) ?? SMALL_NUMBERS.get(word)?.toString() ?? word)
    .replace(/(?<!\d)([2-5])0 ([1-9])(?=(?:st|nd|rd|th)?(?![\p{L}\d]))/gu, '$1$2')
    .replace(PAST_HOUR, (whole: string, shift: string, hour: string) => minutesPast(shift, Number(hour)) ?? whole);
}

/** Words that are English too ("do") are Hindi numbers before an hour or a stretch of time. */
const BEFORE_BAJE = /\p{L}+(?= (?:baje|ghante|din|hafte)(?!\p{L}))/gu;
/** साढ़े चार बजे is half past four, सवा पाँच a quarter past five, पौने पाँच a quarter to five. */
const PAST_HOUR = /(?<!\p{L})([\p{L}\p{M}]+) (\d{1,2})(?= (?:बजे|baje))/gu;

function minutesPast(word: string, hour: number): string | undefined {
  const shift = SHIFTS.get(word);
  if (shift === undefined) return undefined;
  const minutes = (hour + shift) * 60;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

export function wordsOf(said: string): string[] {
  return said.split(/[^\p{L}\p{M}\d]+/u).filter(Boolean);
}
