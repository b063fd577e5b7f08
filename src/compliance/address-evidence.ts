import { REGIONS } from './data/regions';
import { timeZonesOf } from './phone-evidence';
import { NO_EVIDENCE, type PlaceEvidence, withCountries } from './place-evidence';

interface Region {
  readonly jurisdiction: string;
  readonly timeZones: readonly string[];
}

const TERRITORIES: ReadonlySet<string> = new Set(['AS', 'GU', 'MP', 'PR', 'VI']);

/** By code (`US-NY`, `NY`) and by name, upper case. State and province codes of the two countries never collide. */
const regions: ReadonlyMap<string, Region> = new Map(
  REGIONS.flatMap(([jurisdiction, name, timeZones]): [string, Region][] => {
    const region = { jurisdiction, timeZones: timeZones.split(' ') };
    return [jurisdiction, jurisdiction.slice(3), name.toUpperCase()].map((key) => [key, region]);
  }),
);

/**
 * What an address adds to what the number says. The same state or country adds nothing: the number is at least as fine (an area
 * code of one zone inside a state of two). A state is read only where an American or Canadian address can be meant, because
 * other countries use the same letters (`WA` is Washington and Western Australia). Puerto Rico and the other territories have
 * country codes of their own and are read as parts of the United States, whose law reaches them.
 */
export function evidenceOfAddress(
  state: string | null | undefined,
  country: string | null | undefined,
  phone: PlaceEvidence,
): PlaceEvidence {
  const named = country?.trim().toUpperCase() || undefined;
  const region = territoryOf(named) ?? (statesAreReadable(named, phone) ? regionNamed(state, named) : undefined);
  if (region) return phone.jurisdictions.includes(region.jurisdiction) ? NO_EVIDENCE : evidenceOf(region);
  if (!named || phone.jurisdictions.includes(named)) return NO_EVIDENCE;
  const timeZones = timeZonesOf(named);
  return timeZones.length > 0 ? { jurisdictions: [named], timeZones } : NO_EVIDENCE;
}

function territoryOf(country: string | undefined): Region | undefined {
  return country && TERRITORIES.has(country) ? regions.get(`US-${country}`) : undefined;
}

/** No country named: a North American number, or one whose area code is not known here, makes it an American address. */
function statesAreReadable(country: string | undefined, phone: PlaceEvidence): boolean {
  if (country) return country === 'US' || country === 'CA';
  return phone.jurisdictions.length === 0 || phone.jurisdictions.some((code) => code === 'US' || code === 'CA');
}

function regionNamed(state: string | null | undefined, country: string | undefined): Region | undefined {
  const region = state ? regions.get(state.trim().replaceAll('.', '').toUpperCase()) : undefined;
  return region && (!country || region.jurisdiction.startsWith(country)) ? region : undefined;
}

function evidenceOf(region: Region): PlaceEvidence {
  return { jurisdictions: withCountries([region.jurisdiction]), timeZones: region.timeZones };
}
