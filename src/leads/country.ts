import { type CountryCode, getCountries } from 'libphonenumber-js/max';

const codes: ReadonlySet<string> = new Set(getCountries());

/** What people write beside the names the Unicode CLDR gives. */
const otherNames: Readonly<Record<string, CountryCode>> = {
  usa: 'US',
  'u.s.a.': 'US',
  'u.s.': 'US',
  'united states of america': 'US',
  america: 'US',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  uae: 'AE',
  'u.a.e.': 'AE',
  ksa: 'SA',
  deutschland: 'DE',
  osterreich: 'AT',
  schweiz: 'CH',
  espana: 'ES',
  can: 'CA',
  ind: 'IN',
};

let names: ReadonlyMap<string, CountryCode> | undefined;

/** ISO 3166-1 alpha-2 code of a code or an English name in any case; undefined when it is none with phone numbers. */
export function countryOf(text: string): CountryCode | undefined {
  const given = text.trim();
  const code = given.toUpperCase();
  if (isCountry(code)) return code;
  names ??= englishNames();
  return names.get(folded(given));
}

function isCountry(code: string): code is CountryCode {
  return codes.has(code);
}

function englishNames(): ReadonlyMap<string, CountryCode> {
  const display = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const known = getCountries().flatMap((code): [string, CountryCode][] => {
    const name = display.of(code);
    return name ? [[folded(name), code]] : [];
  });
  return new Map([...known, ...Object.entries(otherNames)]);
}

function folded(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}
