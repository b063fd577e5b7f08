import { accepts, onlyAccepts } from '../evidence/spoken-words';
import { ANY_UNIT } from './callback-words';
import { inDigits } from './spoken-digits';

/** Patterns for words that `inDigits` has gone over. */

const CLOCK = String.raw`\d{1,2}(?:[:.]\d\d)?(?!\d)`;
const AS_A_PERIOD = String.raw`(?!\s*(?:of\s+)?${ANY_UNIT})`;

/** Between things of which one is chosen. */
export const EITHER = /(?<!\p{L})(?:or|o|او|या|ya|\/)(?!\p{L})/u;

/** An hour that is a bound, or one of several: "after 4", "between 4 and 5", "at 4 or 5". */
const LOOSE_HOURS: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<!\p{L})(?:after|before|by|until|till|since|antes de|despu[eé]s de|hasta|بعد|قبل|حتي|لغايه)\s+(?:the\s+|las?\s+|at\s+|الساعه\s+)?${CLOCK}${AS_A_PERIOD}`,
    'u',
  ),
  /(?:बजे (?:के बाद|से पहले|तक)|baje (?:ke baad|se pehle|tak))/u,
  /(?<!\p{L})(?:between|entre|بين)(?!\p{L})/u,
  new RegExp(
    String.raw`${CLOCK}\s*(?:[ap]\.?m\.?)?\s*(?:or|o|او|या|ya|\/)\s*(?:at\s+|a las?\s+|الساعه\s+)?${CLOCK}`,
    'u',
  ),
];

/** What was said, in digits; "a few hours" stays as loose as it was. */
export function heard(text: string): string {
  return inDigits(text.replace(/\ba few\b/giu, 'few'));
}

/** True when an hour is spoken of without being settled. */
export function isLooseHour(said: string): boolean {
  return LOOSE_HOURS.some((pattern) => pattern.test(said));
}

/** "in a few days", "in 3 or 4 days". */
export const LOOSE_PERIOD = new RegExp(
  String.raw`(?<!\p{L})(?:few|several|some|about|around)\s+${ANY_UNIT}|\d\s*(?:or|to|-|–|o|او)\s*\d+\s+${ANY_UNIT}`,
  'u',
);

/** "Not Thursday at 4", "4 does not work": what is said in such a clause is not wanted. */
const DECLINES =
  /(?<!\p{L})(?:(?<!why )not|can't|cannot|couldn't|won't|doesn't|don't work|unable|impossible|busy|taken|full|no (?:puedo|podemos|me (?:va|viene))|ocupad[oa]|imposible|(?:لا|ما|مش|لن|مو) (?:يناسب|استطيع|اقدر|ينفع|يمكن|فاضي|متاح)\p{L}*|مشغول\p{L}*|नहीं|nahi|nahin)(?!\p{L})/u;
const CLAUSES = /(?<=[,;!?،؛])\s*|(?<=\.)\s+|\s+(?=(?:but|pero|لكن|ولكن|लेकिन|lekin)(?!\p{L}))/u;
/** "Friday instead of Thursday", "from Thursday to Friday": the old one. */
const REPLACED =
  /(?<!\p{L})(?:instead of|rather than|en vez de|en lugar de|بدل(?:ا)?(?: من)?|की जगह)(?!\p{L})[^,;.!?،؛]*|(?<!\p{L})from (?:\p{L}+day)(?: at [\d:]+(?: ?[ap]m)?)?(?= to )/gu;

/** What was said, without the times that do not suit or are given up. */
export function withoutWhatIsDeclined(said: string): string {
  return said
    .replace(REPLACED, ' ')
    .split(CLAUSES)
    .filter((clause) => !DECLINES.test(clause))
    .join(' ');
}

/** Sentences of when somebody is there at all; they propose nothing. */
export const OPENING_TIMES =
  /(?<!\p{L})(?:opens?|opened|closes?|closed|(?:opening|office|business|working) hours|abrimos|cerramos|abiert[oa]s?|cerrad[oa]s?|نفتح|نغلق|مفتوح|مغلق|خلال ساعات|खुल|बंद)/u;

const AGREES_SOMEHOW =
  /(?<!\p{L})(?:perfect|great|works for|suits (?:me|us)|(?:see|meet) you (?:then|there)|let's do (?:that|it)|book (?:it|that)|deal|perfecto|vale|de acuerdo|me (?:va|viene) bien|يناسبني|ممتاز|ماشي|اتفقنا|احجز|चलेगा|पक्का|theek|thik|chalega)(?!\p{L})/u;
const HEDGES =
  /\d|(?<!\p{L})(?:but|another|other|different|later|earlier|maybe|perhaps|if|when|what|which|how|pero|otr[oa]|quiz[aá]s?|cu[aá]ndo|لكن|ولكن|اخر|اخري|ربما|متي|लेकिन|शायद|कब|lekin|shayad)(?!\p{L})/u;

/** True for words that take up a proposal as it stands. */
export function agrees(said: string): boolean {
  return onlyAccepts(said) || ((accepts(said) || AGREES_SOMEHOW.test(said)) && !HEDGES.test(said));
}

/** "4", "yes, 4 please": asked for an hour, people name just its number. */
export const BARE_HOUR =
  /^(?:(?:yes|ok|okay|at|say|let's|make it|around|نعم|تمام|sí|si|हाँ|haan)[,.!،]?\s+){0,2}(\d{1,2})(?:\s+(?:please|works|is (?:fine|good)|would be (?:fine|good)|then|من فضلك|por favor))?[.!]?$/u;
