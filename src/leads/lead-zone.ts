import { type DialZone, dialZoneOf } from '../compliance/dial-zone';
import type { LeadContact } from './new-lead';

/** Where a lead may be, from its phone, its address and its time zone. */
export function zoneOfLead(
  phone: string,
  contact: Pick<LeadContact, 'timeZone' | 'addressState' | 'addressCountry'>,
): DialZone {
  const { timeZone, addressState, addressCountry } = contact;
  return dialZoneOf({ phone, timeZone, addressState, addressCountry });
}
