import { type NumberType, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { E164 } from '../../platform/values/phone-number';
import type { RuleFile } from './rule-file.schema';

/** Where a number was issued. */
export interface NumberPlace {
  /** What the place was read from: the area code (`212`) or the calling code (`+91`). */
  readonly prefix: string;
  /** ISO 3166-1. */
  readonly country: string;
  /** ISO 3166-2; several where an area code serves several, none where only the country is known. */
  readonly regions: readonly string[];
  readonly zones: readonly string[];
}

export type PlacelessReason = 'INVALID_NUMBER' | 'NUMBER_TYPE_PROHIBITED' | 'COUNTRY_NOT_ENABLED';

/** `UNKNOWN_AREA_CODE`: a North American number whose area code the data does not have; an address may still place it. */
export type NumberAnswer = NumberPlace | PlacelessReason | 'UNKNOWN_AREA_CODE';

/** Area codes and calling codes, ready to be asked. */
export interface NumberTables {
  readonly areaCodes: ReadonlyMap<string, NumberPlace>;
  readonly placelessAreaCodes: ReadonlySet<string>;
  readonly callingCodes: ReadonlyMap<string, NumberPlace>;
  readonly countries: ReadonlySet<string>;
}

/** Area code and exchange begin with 2 to 9, and the exchange is no service code such as 911 (NANPA numbering plan). */
const NORTH_AMERICAN = /^\+1([2-9]\d{2})(?![2-9]11)[2-9]\d{6}$/;

const TYPES_WITHOUT_PERSON: ReadonlySet<NumberType> = new Set<NumberType>([
  'PREMIUM_RATE',
  'TOLL_FREE',
  'SHARED_COST',
  'PERSONAL_NUMBER',
  'PAGER',
  'UAN',
  'VOICEMAIL',
]);

export function numberTablesOf(file: RuleFile): NumberTables {
  const { npas, non_geographic: placeless } = file.nanp;
  return {
    areaCodes: new Map(
      Object.entries(npas).map(([code, { country, region, zones }]): [string, NumberPlace] => {
        const regions = region?.split('/').map((part) => `${country}-${part}`) ?? [];
        return [code, { prefix: code, country, regions, zones }];
      }),
    ),
    placelessAreaCodes: new Set(Object.values(placeless).flat()),
    callingCodes: new Map(
      Object.entries(file.country_calling_codes).map(([code, [country, zones]]): [string, NumberPlace] => [
        code,
        { prefix: `+${code}`, country, regions: [], zones },
      ]),
    ),
    countries: new Set(file.jurisdictions.map((row) => row.country)),
  };
}

/**
 * Where a number was issued: by area code in North America, by calling code elsewhere. A mobile number is never narrowed below its
 * area code: the exchange says where it was bought, not where it is. Only shapes are checked in North America, because the tables
 * of libphonenumber miss area codes that work.
 */
export function placeOfNumber(phone: string, tables: NumberTables): NumberAnswer {
  if (!E164.test(phone)) return 'INVALID_NUMBER';
  return phone.startsWith('+1') ? northAmerican(phone, tables) : elsewhere(phone, tables);
}

function northAmerican(phone: string, tables: NumberTables): NumberAnswer {
  const areaCode = NORTH_AMERICAN.exec(phone)?.[1];
  if (!areaCode) return 'INVALID_NUMBER';
  if (tables.placelessAreaCodes.has(areaCode)) return 'NUMBER_TYPE_PROHIBITED';
  const place = tables.areaCodes.get(areaCode);
  if (!place) return 'UNKNOWN_AREA_CODE';
  return tables.countries.has(place.country) ? place : 'COUNTRY_NOT_ENABLED';
}

function elsewhere(phone: string, tables: NumberTables): NumberAnswer {
  const place = [4, 3, 2].map((end) => tables.callingCodes.get(phone.slice(1, end))).find((found) => found);
  if (!place) return 'COUNTRY_NOT_ENABLED';
  const parsed = parsePhoneNumberFromString(phone);
  if (!parsed?.isPossible()) return 'INVALID_NUMBER';
  const type = parsed.getType();
  return type && TYPES_WITHOUT_PERSON.has(type) ? 'NUMBER_TYPE_PROHIBITED' : place;
}
