import { type CountryCode, parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max';
import { E164 } from '../platform/values/phone-number';

/** Longest text that can be a phone number with its punctuation and extension. */
const MAX_LENGTH = 60;

export interface ParsedPhone {
  /** E.164 (ITU-T), for example `+14155550123`. */
  readonly phone: string;
  /** ISO 3166-1 alpha-2; null for numbers of no one country, such as +800. */
  readonly country: CountryCode | null;
  /** Digits to dial after the call is answered; no part of E.164. */
  readonly extension?: string;
}

export type PhoneVerdict = ParsedPhone | { readonly reason: string };

/**
 * Reads a phone number as people write it. A number without a country code is read as one of `countries`, in that order.
 * The number must be possible and assigned in its country's numbering plan; whether anybody owns it is not known.
 */
export function parsePhone(text: string, countries: readonly CountryCode[]): PhoneVerdict {
  const given = bare(text);
  if (given === '') return { reason: 'is missing.' };
  if (given.length > MAX_LENGTH) return { reason: 'is too long to be a phone number.' };
  if (/^\d([.,]\d+)?e\+?\d+$/i.test(given)) {
    return { reason: 'was turned into a rounded number by a spreadsheet; format the column as text.' };
  }
  for (const attempt of attemptsAt(given, countries)) {
    const parsed = parsePhoneNumberFromString(attempt.text, { defaultCountry: attempt.country, extract: false });
    if (parsed?.isValid() && E164.test(parsed.number)) return parsedOf(parsed);
  }
  return { reason: reasonFor(given, countries) };
}

/** Without what people and spreadsheets put around a number: an apostrophe that says text, brackets around the country code. */
function bare(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/^['’]\s*/, '')
    .replace(/^tel:\s*/i, '')
    .replace(/^\(\s*(\+\d{1,3})\s*\)/, '$1 ');
}

interface Attempt {
  readonly text: string;
  readonly country?: CountryCode;
}

/** 00 is the international prefix of most countries, and no North American number begins with it. */
function attemptsAt(given: string, countries: readonly CountryCode[]): Attempt[] {
  if (given.startsWith('+')) return [{ text: given }];
  const international = given.startsWith('00') ? [{ text: `+${given.slice(2)}` }] : [];
  return [...countries.map((country) => ({ text: given, country })), ...international];
}

function parsedOf({ number, country, ext }: PhoneNumber): ParsedPhone {
  return { phone: number, country: country ?? null, ...(ext ? { extension: ext } : {}) };
}

function reasonFor(given: string, countries: readonly CountryCode[]): string {
  if (!/\p{Nd}/u.test(given)) return 'is not a phone number.';
  if (given.startsWith('+') || countries.length === 0) return 'is not a valid phone number.';
  return `is not a valid phone number of ${countries.join(' or ')}; write other countries with + and the country code.`;
}
