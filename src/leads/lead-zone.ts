import type { Contact } from '../compliance/rules/contact-question';
import type { LeadContact } from './new-lead';

export const TIME_ZONE_SOURCES = ['IMPORTED', 'LEAD_STATED', 'AGENT_CONFIRMED'] as const;

/** Who says that a lead lives in its time zone. */
export type TimeZoneSource = (typeof TIME_ZONE_SOURCES)[number];

/** Only the person's own word is believed alone; a zone of a list is one candidate among others. */
export function isStatedByPerson(source: TimeZoneSource | null): boolean {
  return source === 'LEAD_STATED' || source === 'AGENT_CONFIRMED';
}

/** What says where a lead may be: its phone, its address and its time zone. */
export function whereaboutsOf(
  phone: string,
  contact: Pick<LeadContact, 'timeZone' | 'timeZoneSource' | 'addressState' | 'addressCountry'>,
): Omit<Contact, 'line'> {
  const { timeZone, timeZoneSource, addressState, addressCountry } = contact;
  return { phone, timeZone, timeZoneStatedByPerson: isStatedByPerson(timeZoneSource), addressState, addressCountry };
}
