import { normaliseText } from '../evidence/normalise-text';
import { SMALL_NUMBERS } from '../evidence/number-words';
import { CLOCK_NUMBERS } from './callback-words';

/** Expressions of several words, as one that the word lists know. */
const EXPRESSIONS: readonly (readonly [RegExp, string])[] = [
  [/\bday after tomorrow\b|\bpasado mañana\b|بعد (?:ال)?غدا?(?!\p{L})|بعد بكره/gu, 'overmorrow'],
  [/\bthe week after next\b/gu, 'in 2 weeks'],
  [/\bnot (?:on )?(?:today|tonight|tomorrow|\w+day)\b/gu, ' '],
  [/\b(?:de|por|en) la mañana\b|\bfirst thing\b/gu, 'morning'],
  [/\bm[aá]s tarde\b|\bat once\b|\b(?:any|every) ?(?:day|time)\b/gu, ' '],
  [/\ba couple(?: of)?\b|\bcouple of\b/gu, '2'],
  [/\ba few\b/gu, '3'],
  [/\blas once\b/gu, 'las 11'],
  [/الحاديه عشره?/gu, '11'],
  [/الثانيه عشره?/gu, '12'],
  [/كانون الثاني/gu, 'يناير'],
  [/كانون الاول/gu, 'ديسمبر'],
  [/تشرين الاول/gu, 'اكتوبر'],
  [/تشرين الثاني/gu, 'نوفمبر'],
  [/(?<=\p{L})-(?=\p{L})/gu, ' '],
];

/** What was said with every number in digits: "the twenty-fifth at half past four" is "the 25th at half past 4". */
export function inDigits(text: string): string {
  return EXPRESSIONS.reduce((said, [pattern, word]) => said.replace(pattern, word), normaliseText(text))
    .replace(/[\p{L}\p{M}]+/gu, (word) => CLOCK_NUMBERS.get(word) ?? SMALL_NUMBERS.get(word)?.toString() ?? word)
    .replace(/(?<!\d)([2-5])0 ([1-9])(?=(?:st|nd|rd|th)?(?![\p{L}\d]))/gu, '$1$2');
}

export function wordsOf(said: string): string[] {
  return said.split(/[^\p{L}\p{M}\d]+/u).filter(Boolean);
}
