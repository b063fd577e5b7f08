import type { FieldProblem } from '../platform/http/invalid-input';
import { readContact } from './check-lead';
import type { Attributes } from './lead-attributes';
import { LeadFields } from './lead-fields';
import type { LeadContact, NewAddress, NewLead } from './new-lead';

/** What an operator changes by hand: absent fields stay, null empties a field. */
export type LeadChanges = Partial<
  Pick<NewLead, 'name' | 'email' | 'company' | 'timeZone' | 'timeZoneSource' | 'attributes'>
> & {
  /** Absent parts stay; null empties the whole address. */
  readonly address?: NewAddress | null;
};

/**
 * The lead after the changes, or what is wrong with them. Attributes are changed one by one: null removes one; null in place of
 * them all removes all.
 * @param path put before every field named, for example `input.`.
 */
export function changeContact(
  lead: LeadContact,
  changes: LeadChanges,
  path = '',
): LeadContact | { readonly problems: readonly FieldProblem[] } {
  const fields = new LeadFields(path);
  const read = readContact(fields, changes);
  const attributes = changes.attributes === null ? {} : changedAttributes(fields, lead, read);
  if (fields.problems.length > 0) return { problems: fields.problems };
  return {
    name: changes.name === undefined ? lead.name : read.name,
    email: changes.email === undefined ? lead.email : read.email,
    company: changes.company === undefined ? lead.company : read.company,
    ...changedZone(lead, read, changes),
    attributes,
    ...changedAddress(lead, read, changes.address),
  };
}

/** Another zone is an imported one unless said otherwise; who says so may be changed alone. */
function changedZone(
  lead: LeadContact,
  read: LeadContact,
  { timeZone, timeZoneSource }: LeadChanges,
): Pick<LeadContact, 'timeZone' | 'timeZoneSource'> {
  if (timeZone !== undefined) return { timeZone: read.timeZone, timeZoneSource: read.timeZoneSource };
  const source = timeZoneSource ?? lead.timeZoneSource;
  return { timeZone: lead.timeZone, timeZoneSource: lead.timeZone === null ? null : source };
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

/** Refused when the lead would hold too much; what it holds already may stay, whatever its length. */
function changedAttributes(fields: LeadFields, lead: LeadContact, read: LeadContact): Attributes {
  if (fields.problems.length > 0 || Object.keys(read.attributes).length === 0) return lead.attributes;
  const changed = Object.entries({ ...lead.attributes, ...read.attributes });
  return fields.fitting(Object.fromEntries(changed.filter(([, value]) => value !== null)));
}
