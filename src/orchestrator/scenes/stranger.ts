import { Lead } from '../../leads/lead.entity';

/** A lead as one knows somebody who has only typed a phone number: what is on file is not theirs to hear. */
export function asStranger(lead: Lead): Lead {
  return Object.assign(new Lead(), lead, {
    name: null,
    email: null,
    company: null,
    addressLine: null,
    addressCity: null,
    addressState: null,
    addressPostalCode: null,
    addressCountry: null,
    timeZone: null,
    timeZoneSource: null,
    attributes: {},
  });
}
