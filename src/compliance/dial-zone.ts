import { evidenceOfAddress } from './address-evidence';
import { evidenceOfPhone } from './phone-evidence';
import { unionOf } from './place-evidence';
import { isTimeZone } from './zone-clock';

/** Where a person may be, as far as calling law is concerned: whose rules apply and which clocks may hang on the wall. */
export interface DialZone {
  /** Stable text of the two lists, for example `US+US-NY|America/New_York`; `UNKNOWN` when nothing is known. */
  readonly key: string;
  /** ISO 3166-1 countries and ISO 3166-2 states or provinces, sorted, for example `['US', 'US-NY']`. */
  readonly jurisdictions: readonly string[];
  /** IANA zones, sorted. A moment is lawful only when it is lawful in every one of them. */
  readonly timeZones: readonly string[];
}

/** What is known about a person's whereabouts. */
export interface ZonedContact {
  /** E.164. */
  readonly phone: string;
  /** IANA zone from an import, a form or the person. */
  readonly timeZone?: string | null;
  /** True only when the person said it, or confirmed it to an agent: then it is believed alone. */
  readonly timeZoneStatedByPerson?: boolean;
  /** State or province, code (`NY`, `US-NY`) or English name. Read for the United States and Canada. */
  readonly addressState?: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly addressCountry?: string | null;
}

/** Nobody may be called here: there is no clock to read. */
export const UNKNOWN_ZONE: DialZone = { key: 'UNKNOWN', jurisdictions: [], timeZones: [] };

const MEMORY_LIMIT = 5_000;
const remembered = new Map<string, DialZone>();

/**
 * The zone of a person. The law asks for the local time of the called party (47 CFR 64.1200(c)(1)) without saying how to know it,
 * so every signal that disagrees widens the set of candidates: area code, address, imported time zone. Only a zone the person
 * stated stands alone, and even then every state that claims the number or the address keeps its rules.
 */
export function dialZoneOf(contact: ZonedContact): DialZone {
  const phone = evidenceOfPhone(contact.phone);
  if (phone === 'UNCALLABLE') return UNKNOWN_ZONE;
  const address = evidenceOfAddress(contact.addressState, contact.addressCountry, phone);
  const places = unionOf([phone, address]);
  if (places.timeZones.length === 0) return UNKNOWN_ZONE;
  const zone = contact.timeZone && isTimeZone(contact.timeZone) ? contact.timeZone : undefined;
  if (!zone) return zoneOf(places.jurisdictions, places.timeZones);
  const timeZones = contact.timeZoneStatedByPerson ? [zone] : [...places.timeZones, zone];
  return zoneOf(places.jurisdictions, timeZones);
}

/** Reads a key written by `dialZoneOf` back; anything else, and any zone this runtime does not know, is the unknown zone. */
export function dialZoneOfKey(key: string): DialZone {
  const known = remembered.get(key);
  if (known) return known;
  const [jurisdictions, timeZones, ...rest] = key.split('|').map((part) => part.split(/[+,]/));
  if (!jurisdictions?.every(isJurisdiction) || !timeZones?.every(isTimeZone) || rest.length > 0) return UNKNOWN_ZONE;
  const zone = zoneOf(jurisdictions, timeZones);
  return zone.key === key ? zone : UNKNOWN_ZONE;
}

function zoneOf(jurisdictions: Iterable<string>, timeZones: Iterable<string>): DialZone {
  const sorted = { jurisdictions: inOrder(jurisdictions), timeZones: inOrder(timeZones) };
  const key = `${sorted.jurisdictions.join('+')}|${sorted.timeZones.join(',')}`;
  const known = remembered.get(key);
  if (known) return known;
  if (remembered.size >= MEMORY_LIMIT) remembered.clear();
  const zone = { key, ...sorted };
  remembered.set(key, zone);
  return zone;
}

function inOrder(values: Iterable<string>): string[] {
  return [...new Set(values)].sort();
}

/** ISO 3166-1 alpha-2, or ISO 3166-2. */
function isJurisdiction(code: string): boolean {
  return /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(code);
}
