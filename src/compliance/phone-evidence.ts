import { type NumberType, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { E164 } from '../platform/values/phone-number';
import { AREA_CODES, NON_GEOGRAPHIC_AREA_CODES } from './data/area-codes';
import { COUNTRY_TIME_ZONES } from './data/country-time-zones';
import { NO_EVIDENCE, type PlaceEvidence, withCountries } from './place-evidence';

/** A North American number: area code and exchange begin with 2 to 9 (NANPA numbering plan). */
const NORTH_AMERICAN = /^\+1([2-9]\d{2})[2-9]\d{6}$/;

const TYPES_WITHOUT_PLACE: ReadonlySet<NumberType> = new Set<NumberType>([
  'PREMIUM_RATE',
  'TOLL_FREE',
  'SHARED_COST',
  'PERSONAL_NUMBER',
  'PAGER',
  'UAN',
  'VOICEMAIL',
]);

/** Guernsey, the Isle of Man and Jersey share the United Kingdom's numbers and clocks; a number does not tell them apart for sure. */
const SAME_NUMBERING: Readonly<Record<string, string>> = { GG: 'GB', IM: 'GB', JE: 'GB' };

const byAreaCode: ReadonlyMap<string, PlaceEvidence> = new Map(
  AREA_CODES.flatMap(([jurisdictions, timeZones, codes]) => {
    const evidence = { jurisdictions: withCountries(jurisdictions.split(' ')), timeZones: timeZones.split(' ') };
    return codes.split(' ').map((code): [string, PlaceEvidence] => [code, evidence]);
  }),
);

/**
 * Where a number was issued: by area code in North America, by country elsewhere. `UNCALLABLE` when no such number can be a person's
 * phone (malformed, toll-free, premium, personal and other placeless ranges); no evidence when the area code is not known here.
 * A mobile number is never narrowed below its area code: the exchange says where it was bought, not where it is.
 */
export function evidenceOfPhone(phone: string): PlaceEvidence | 'UNCALLABLE' {
  if (!phone.startsWith('+1')) return evidenceOfCountry(phone);
  const areaCode = NORTH_AMERICAN.exec(phone)?.[1];
  if (!areaCode || NON_GEOGRAPHIC_AREA_CODES.has(areaCode)) return 'UNCALLABLE';
  return byAreaCode.get(areaCode) ?? NO_EVIDENCE;
}

function evidenceOfCountry(phone: string): PlaceEvidence | 'UNCALLABLE' {
  const parsed = E164.test(phone) ? parsePhoneNumberFromString(phone) : undefined;
  const type = parsed?.getType();
  if (!parsed || (type && TYPES_WITHOUT_PLACE.has(type))) return 'UNCALLABLE';
  const possible: readonly string[] = parsed.country ? [parsed.country] : parsed.getPossibleCountries();
  const countries = [...new Set(possible.map((country) => SAME_NUMBERING[country] ?? country))];
  const timeZones = countries.flatMap((country) => timeZonesOf(country));
  return timeZones.length > 0 ? { jurisdictions: countries, timeZones } : 'UNCALLABLE';
}

/** Every zone of a country; none for a code that is not a country. */
export function timeZonesOf(country: string): readonly string[] {
  return COUNTRY_TIME_ZONES[country]?.split(' ') ?? [];
}
