import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { E164 } from '../../platform/values/phone-number';

/** Numbers of the North American plan by their shape; `isValid` of libraries does not know every area code in use. */
const NORTH_AMERICAN = /^(?:\+?1)?([2-9]\d{2}[2-9]\d{6})$/;
const PUNCTUATION = /[\s().\-‐‑–/]+/gu;
/** What spreadsheets put before digits to keep them text. */
const APOSTROPHE = /^['’]/u;

/**
 * A number of a list in E.164, or null when it is none. Lists write numbers without a country: they are read as numbers of `country`.
 */
export function listedPhone(text: string, country: string): string | null {
  const bare = text.normalize('NFKC').trim().replace(APOSTROPHE, '').replace(PUNCTUATION, '');
  if (bare.startsWith('+') ? bare.startsWith('+1') : callingCodeOf(country) === '1') {
    const national = NORTH_AMERICAN.exec(bare)?.[1];
    return national ? `+1${national}` : null;
  }
  const number = isSupportedCountry(country) ? parsed(bare, country) : undefined;
  return number?.isPossible() && E164.test(number.number) ? number.number : null;
}

/** The prefix all numbers of a country share, without the plus; undefined for what is no country. */
export function callingCodeOf(country: string): string | undefined {
  return isSupportedCountry(country) ? getCountryCallingCode(country) : undefined;
}

function parsed(text: string, country: CountryCode): ReturnType<typeof parsePhoneNumberFromString> {
  return parsePhoneNumberFromString(text, { defaultCountry: country, extract: false });
}
