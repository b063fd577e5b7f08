import type { Contact } from '../compliance/rules/contact-question';
import type { LeadContact } from './new-lead';
import { isStatedByPerson } from './time-zone-source';

/** What says where a lead may be: its phone, its address and its time zone. */
export function whereaboutsOf(
  phone: string,
  contact: Pick<LeadContact, 'timeZone' | 'timeZoneSource' | 'addressState' | 'addressCountry'>,
): Omit<Contact, 'line'> {
  const { timeZone, timeZoneSource, addressState, addressCountry } = contact;
  return { phone, timeZone, timeZoneStatedByPerson: isStatedByPerson(timeZoneSource), addressState, addressCountry };
}
