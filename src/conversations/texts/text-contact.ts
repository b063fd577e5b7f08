import type { TextRequest } from '../../compliance/dial-gate.service';
import type { Lead } from '../../leads/lead.entity';
import { isStatedByPerson } from '../../leads/time-zone-source';

/** What the calling rules are told of whom a text goes to. */
export type TextContact = Pick<
  TextRequest,
  | 'leadId'
  | 'phone'
  | 'addressState'
  | 'addressCountry'
  | 'timeZone'
  | 'timeZoneStatedByPerson'
  | 'phoneUsable'
  | 'subject'
>;

export function contactOfLead(lead: Lead): TextContact {
  const { id: leadId, phone, addressState, addressCountry, timeZone, timeZoneSource, phoneStatus } = lead;
  return {
    leadId,
    phone,
    addressState,
    addressCountry,
    timeZone,
    timeZoneStatedByPerson: isStatedByPerson(timeZoneSource),
    phoneUsable: phoneStatus === 'UNVERIFIED' || phoneStatus === 'REACHED',
    subject: lead.projectId,
  };
}

/** Somebody who is no lead of the company, or no longer. */
export function contactOfPhone(phone: string): TextContact {
  return {
    leadId: null,
    phone,
    addressState: null,
    addressCountry: null,
    timeZone: null,
    timeZoneStatedByPerson: false,
    phoneUsable: true,
    subject: null,
  };
}
