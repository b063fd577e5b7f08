import { type Candidate, matched } from './candidate';

const STREET =
  'Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Place|Pl|Square|Sq|Terrace|Highway|Hwy|Parkway|Pkwy|Circle|Crescent|Alley|Row|Broadway|Plaza';
/** Those that are nothing else in small letters. */
const PLAIN_STREET =
  '[Ss]treet|[Aa]venue|[Aa]ve|[Rr]oad|[Rr]d|[Ll]ane|[Bb]oulevard|[Bb]lvd|[Hh]ighway|[Hh]wy|[Pp]arkway|[Pp]kwy';
const NAMED = String.raw`(?:(?:St|Dr|Mt|Ft|[NSEW])\.|\p{Lu}[\p{L}\p{N}'’-]*|\d{1,3}(?:st|nd|rd|th)|of|the|de|la)`;
const UNIT = String.raw`\.?(?:,?\s+(?:#|[Uu]nit|[Ss]uite|[Aa]pt)\.?\s*\w+)?`;
const CITY = String.raw`(?:,\s+\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+){0,2})`;

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const PHONE = /(?<![\w$€£₹.])\+?\(?\d{2,4}\)?(?:[\s.-]?\d{2,4}){2,5}(?![\w/])/g;
/** "48 Elm Street, Denver", "12 Broadway"; in small letters "5 main street", and anything before a city. */
const ADDRESSES: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<![\p{L}\p{N},.$-])\d{1,5}[A-Za-z]?\s+(?:${NAMED}\s+){0,4}(?:${STREET})\b${UNIT}${CITY}?`,
    'gu',
  ),
  new RegExp(
    String.raw`(?<![\p{L}\p{N},.$-])\d{1,5}[A-Za-z]?\s+(?:[\p{L}\p{N}'’-]+\s+){1,3}(?:(?:${PLAIN_STREET})\b${UNIT}${CITY}?|(?:${STREET.toLowerCase()})\b${UNIT}${CITY})`,
    'gu',
  ),
];
/** What a number counts is no house number: "800 square feet", "5 minutes of the court". */
const COUNTS =
  /^\d+\s*(?:st|nd|rd|th)?\s+(?:sq|square|f(?:ee|oo)?t|met(?:er|re)s?|m|km|miles?|min(?:ute)?s?|hours?|days?|nights?|weeks?|months?|years?|people|persons?|guests?|adults?|kids|children|tickets?|rooms?|bed\p{L}*|bath\p{L}*|cars?|stars?|stops?|blocks?|houses?|of|to|in|at|on|for|from|and|or|down|off|by)(?![\p{L}\p{N}])/iu;

/** "AB-20931", "order 55812", "#4471". */
const CODE =
  /\b(?=[A-Z0-9-]*\d)[A-Z]{1,4}-?\d{3,}[A-Z0-9-]*\b|(?<=#\s?)\d{3,}\b|(?<=\b(?:order|booking|reference|invoice|ticket|account|policy|tracking|customer)(?:\s+(?:number|no\.?|id|code|is))*\s+)\d{4,}\b/g;

export function contactsIn(text: string): Candidate[] {
  const phones = matched('PHONE', text, PHONE).filter((found) => found.text.replace(/\D/g, '').length >= 7);
  return [
    ...matched('EMAIL', text, EMAIL),
    ...ADDRESSES.flatMap((pattern) => matched('ADDRESS', text, pattern)).filter(({ text: said }) => !COUNTS.test(said)),
    ...matched('CODE', text, CODE),
    ...phones.filter((found) => !/^20\d\d-\d\d-\d\d$/.test(found.text)),
  ];
}
