import { type Candidate, matched } from './candidate';

const STREET =
  'Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Way|Court|Ct|Place|Pl|Square|Sq|Terrace|Highway|Hwy|Parkway|Pkwy|Circle|Crescent|Alley|Row|Broadway|Plaza';

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const PHONE = /(?<![\w$€£₹.])\+?\(?\d{2,4}\)?(?:[\s.-]?\d{2,4}){2,5}(?![\w/])/g;
const ADDRESS = new RegExp(
  String.raw`\b\d{1,5}[A-Za-z]?\s+(?:[\p{L}\p{N}.'’-]+\s+){0,4}(?:${STREET})\b\.?(?:\s+(?:#|Unit|Suite|Apt)\s*\w+)?(?:,\s+\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+){0,2})?`,
  'giu',
);
/** "AB-20931", "order 55812", "#4471". */
const CODE =
  /\b(?=[A-Z0-9-]*\d)[A-Z]{1,4}-?\d{3,}[A-Z0-9-]*\b|(?<=#\s?)\d{3,}\b|(?<=\b(?:order|booking|reference|invoice|ticket|account|policy|tracking|customer)(?:\s+(?:number|no\.?|id|code|is))*\s+)\d{4,}\b/g;

export function contactsIn(text: string): Candidate[] {
  const phones = matched('PHONE', text, PHONE).filter((found) => found.text.replace(/\D/g, '').length >= 7);
  return [
    ...matched('EMAIL', text, EMAIL),
    ...matched('ADDRESS', text, ADDRESS).filter(
      (found) => !/^\d{1,2}(?:st|nd|rd|th)?\s+(?:people|tickets?|of|to|in|at)\b/i.test(found.text),
    ),
    ...matched('CODE', text, CODE),
    ...phones.filter((found) => !/^20\d\d-\d\d-\d\d$/.test(found.text)),
  ];
}
