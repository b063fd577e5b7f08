import type { FieldProblem } from '../platform/http/invalid-input';
import { readContact } from './check-lead';
import { LeadFields } from './lead-fields';
import type { LeadContact, NewAddress, NewLead } from './new-lead';

/** What an operator changes by hand: absent fields stay, null empties a field. */
export type LeadChanges = Partial<Pick<NewLead, 'name' | 'email' | 'company' | 'timeZone' | 'attributes'>> & {
  /** Absent parts stay; null empties the whole address. */
  readonly address?: NewAddress | null;
};

/**
 * The lead after the changes, or what is wrong with them. Attributes are changed one by one: null removes one.
 * @param path put before every field named, for example `input.`.
 */
export function changeContact(
  lead: LeadContact,
  changes: LeadChanges,
  path = '',
): LeadContact | { readonly problems: readonly FieldProblem[] } {
  const fields = new LeadFields(path);
  const read = readContact(fields, changes);
  if (fields.problems.length > 0) return { problems: fields.problems };
  return {
    name: changes.name === undefined ? lead.name : read.name,
    email: changes.email === undefined ? lead.email : read.email,
    company: changes.company === undefined ? lead.company : read.company,
    timeZone: changes.timeZone === undefined ? lead.timeZone : read.timeZone,
    attributes: changedAttributes(lead, read),
    ...changedAddress(lead, read, changes.address),
  };
}

type Address = Pick<
  LeadContact,
  'addressLine' | 'addressCity' | 'addressState' | 'addressPostalCode' | 'addressCountry'
>;

function changedAddress(lead: Address, read: Address, change: NewAddress | null | undefined): Address {
  const stays = (part: keyof NewAddress): boolean =>
    change === undefined || (change !== null && change[part] === undefined);
  return {
    addressLine: stays('line') ? lead.addressLine : read.addressLine,
    addressCity: stays('city') ? lead.addressCity : read.addressCity,
    addressState: stays('state') ? lead.addressState : read.addressState,
    addressPostalCode: stays('postalCode') ? lead.addressPostalCode : read.addressPostalCode,
    addressCountry: stays('country') ? lead.addressCountry : read.addressCountry,
  };
}

function changedAttributes(lead: LeadContact, read: LeadContact): LeadContact['attributes'] {
  const changed = { ...lead.attributes, ...read.attributes };
  return Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== null));
}
