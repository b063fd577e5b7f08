import { isTimeZone } from '../zone-clock';
import { type AddressPlace, placeOfAddress } from './address-place';
import type { Contact } from './contact-question';
import { type NumberAnswer, type NumberPlace, placeOfNumber } from './number-place';
import type { Place, Unplaced } from './place';
import { localityOf, type RuleBase } from './rule-base';

/**
 * The place of a person. The law asks for the local time of the called party (47 CFR 64.1200(c)(1)) without saying how to know it,
 * so every signal that disagrees widens the set of candidates: area code, address, imported time zone. Only a zone the person
 * stated stands alone, and even then every state that claims the number or the address keeps its rules.
 */
export function placeOf(contact: Contact, rules: RuleBase): Place {
  const number = numberAnswer(contact.phone, rules);
  if (typeof number === 'string' && number !== 'UNKNOWN_AREA_CODE') return nowhere(number, 'NUMBER');
  const prefix = typeof number === 'string' ? '?' : number.prefix;
  const { addressState, addressCountry, timeZone, timeZoneStatedByPerson } = contact;
  if (!addressState && !addressCountry && !timeZone) {
    return rules.memory.places.get(prefix) ?? rules.memory.places.keep(prefix, combined(number, contact, rules));
  }
  const key = JSON.stringify([prefix, addressState, addressCountry, timeZone, timeZoneStatedByPerson === true]);
  return rules.memory.places.get(key) ?? rules.memory.places.keep(key, combined(number, contact, rules));
}

function numberAnswer(phone: string, rules: RuleBase): NumberAnswer {
  if (phone.startsWith('+1')) return placeOfNumber(phone, rules.numbers);
  const { foreignNumbers } = rules.memory;
  return foreignNumbers.get(phone) ?? foreignNumbers.keep(phone, placeOfNumber(phone, rules.numbers));
}

function combined(found: NumberPlace | string, contact: Contact, rules: RuleBase): Place {
  const number = typeof found === 'string' ? undefined : found;
  const address = placeOfAddress(contact.addressState, contact.addressCountry, number, rules.addresses);
  if (address === 'COUNTRY_NOT_ENABLED') return nowhere(address, 'ADDRESS');
  // An area code nobody knows may lie in any state: only an address that names one says whose law to keep.
  if (!number && !address?.region) return nowhere('LOCATION_UNKNOWN', 'NUMBER');
  const regions = regionsOf(number, address);
  const jurisdictions = regions.filter((region) => rules.rowsById.has(region));
  const candidateZones = zonesOf(number, address, contact, rules);
  return {
    known: true,
    regions,
    jurisdictions,
    candidateZones,
    placedBy: number ? 'NUMBER' : 'ADDRESS',
    locality: localityOf(jurisdictions, candidateZones, rules),
  };
}

/** Number first, then address; a country before its state. */
function regionsOf(number: NumberPlace | undefined, address: AddressPlace | undefined): string[] {
  const ofNumber = number ? [number.country, ...number.regions] : [];
  const ofAddress = address ? [address.country, ...(address.region ? [address.region] : [])] : [];
  return [...new Set([...ofNumber, ...ofAddress])];
}

function zonesOf(
  number: NumberPlace | undefined,
  address: AddressPlace | undefined,
  contact: Contact,
  rules: RuleBase,
): string[] {
  const zone = contact.timeZone && isTimeZone(contact.timeZone) ? contact.timeZone : undefined;
  if (zone && contact.timeZoneStatedByPerson) return [zone];
  const ofAddress = address && !addsNothing(number, address, rules) ? address.zones : [];
  return [...new Set([...(number?.zones ?? []), ...ofAddress, ...(zone ? [zone] : [])])].sort();
}

/** The number is at least as fine as an address in the same state or, where no state is known, the same country. */
function addsNothing(number: NumberPlace | undefined, address: AddressPlace, rules: RuleBase): boolean {
  if (!number || number.country !== address.country) return false;
  if (!address.region) return true;
  return rules.policy.same_state_npa_narrows_address_zones && number.regions.includes(address.region);
}

function nowhere(reason: Unplaced['reason'], placedBy: Unplaced['placedBy']): Unplaced {
  return { known: false, reason, placedBy, candidateZones: [], jurisdictions: [] };
}
