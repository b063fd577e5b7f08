import { PROVINCES } from '../data/provinces';
import type { NumberPlace } from './number-place';
import type { RuleFile } from './rule-file.schema';

/** What an address says about a person's whereabouts. */
export interface AddressPlace {
  readonly country: string;
  /** ISO 3166-2; null when only the country is known. */
  readonly region: string | null;
  /** English, for example `Ontario`. */
  readonly name: string;
  readonly zones: readonly string[];
}

/** States, provinces and countries an address may name. */
export interface AddressTables {
  /** By code (`US-NY`, `NY`) and by name, upper case. State and province codes of the two countries never collide. */
  readonly regions: ReadonlyMap<string, AddressPlace>;
  readonly countries: ReadonlyMap<string, AddressPlace>;
}

const TERRITORIES: ReadonlySet<string> = new Set(['AS', 'GU', 'MP', 'PR', 'VI']);

/** Guernsey, the Isle of Man and Jersey share the United Kingdom's numbers and clocks. */
const SAME_RULES: Readonly<Record<string, string>> = { GG: 'GB', IM: 'GB', JE: 'GB' };

const OTHER_NAMES: Readonly<Record<string, string>> = {
  'VIRGIN ISLANDS': 'US-VI',
  'WASHINGTON DC': 'US-DC',
  QUÉBEC: 'CA-QC',
  NEWFOUNDLAND: 'CA-NL',
};

export function addressTablesOf(file: RuleFile): AddressTables {
  const names = new Map(file.jurisdictions.map((row) => [row.id, row.name]));
  const american = Object.entries(file.zones_by_us_region).map(
    ([code, zones]) => [`US-${code}`, names.get(`US-${code}`) ?? code, zones] as const,
  );
  const canadian = PROVINCES.map(([code, name, zones]) => [code, name, zones.split(' ')] as const);
  const regions = new Map(
    [...american, ...canadian].flatMap(([region, name, zones]): [string, AddressPlace][] => {
      const place = { country: region.slice(0, 2), region, name, zones };
      return [region, region.slice(3), normal(name)].map((key) => [key, place]);
    }),
  );
  for (const [name, region] of Object.entries(OTHER_NAMES)) {
    const place = regions.get(region);
    if (place) regions.set(name, place);
  }
  const elsewhere = Object.values(file.country_calling_codes);
  const countries = [
    ['US', american.flatMap(([, , zones]) => zones)] as const,
    ['CA', canadian.flatMap(([, , zones]) => zones)] as const,
    ...elsewhere,
  ];
  return {
    regions,
    countries: new Map(
      countries.map(([country, zones]) => [
        country,
        { country, region: null, name: names.get(country) ?? country, zones: [...new Set(zones)] },
      ]),
    ),
  };
}

/**
 * Where an address lies; undefined when it names no place that can be read, `COUNTRY_NOT_ENABLED` when it names a country whose
 * calling rules the data does not have. A state is read only where an American or Canadian address can be meant, because other
 * countries use the same letters (`WA` is Washington and Western Australia). Puerto Rico and the other territories have country
 * codes of their own and are read as parts of the United States, whose law reaches them.
 */
export function placeOfAddress(
  state: string | null | undefined,
  country: string | null | undefined,
  number: NumberPlace | undefined,
  tables: AddressTables,
): AddressPlace | 'COUNTRY_NOT_ENABLED' | undefined {
  const given = country?.trim().toUpperCase() || undefined;
  const named = given && (SAME_RULES[given] ?? given);
  if (named && TERRITORIES.has(named)) return tables.regions.get(`US-${named}`);
  const readable = named ? named === 'US' || named === 'CA' : !number || !number.prefix.startsWith('+');
  const region = readable && state ? tables.regions.get(normal(state)) : undefined;
  if (region && (!named || region.country === named)) return region;
  if (!named) return undefined;
  return tables.countries.get(named) ?? 'COUNTRY_NOT_ENABLED';
}

/** True when an American or Canadian state, territory or province has this code or name. */
export function isRegion(name: string, tables: AddressTables): boolean {
  return tables.regions.has(normal(name));
}

function normal(name: string): string {
  return name.trim().replaceAll('.', '').toUpperCase();
}
