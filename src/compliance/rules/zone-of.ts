import { type DialZone, UNKNOWN_ZONE } from '../dial-zone';
import { isTimeZone } from '../zone-clock';
import type { Contact } from './contact-question';
import { placeOf } from './place-of-contact';
import type { RuleBase } from './rule-base';

/** The zone of a person: the rows that claim the contact and the clocks that may hang on the wall. Windows are worked out once per zone. */
export function zoneOf(contact: Omit<Contact, 'line'>, rules: RuleBase): DialZone {
  const place = placeOf({ ...contact, line: 'UNKNOWN' }, rules);
  return place.known ? zoneNamed(place.jurisdictions, place.candidateZones) : UNKNOWN_ZONE;
}

/** Reads a key written by `zoneOf` back; a row these rules no longer have, or a zone this runtime does not know, makes it the unknown zone. */
export function zoneOfKey(key: string, rules: RuleBase): DialZone {
  const [jurisdictions, timeZones, ...rest] = key.split('|').map((part) => part.split(/[+,]/));
  if (!jurisdictions?.every((id) => rules.rowsById.has(id)) || !timeZones?.every(isTimeZone) || rest.length > 0)
    return UNKNOWN_ZONE;
  const zone = zoneNamed(jurisdictions, timeZones);
  return zone.key === key ? zone : UNKNOWN_ZONE;
}

function zoneNamed(jurisdictions: readonly string[], timeZones: readonly string[]): DialZone {
  const [rows, zones] = [[...new Set(jurisdictions)].sort(), [...new Set(timeZones)].sort()];
  return { key: `${rows.join('+')}|${zones.join(',')}`, jurisdictions: rows, timeZones: zones };
}
