import type { CountryCode } from 'libphonenumber-js/max';
import type { FieldProblem } from '../platform/http/invalid-input';
import { type Attributes, mergeAttributes } from './lead-attributes';
import { LeadFields } from './lead-fields';
import { type ParsedPhone, parsePhone } from './lead-phone';
import type { TimeZoneSource } from './time-zone-source';
import type { CheckedLead, LeadContact, NewAddress, NewLead } from './new-lead';

export type LeadVerdict = CheckedLead | { readonly problems: readonly FieldProblem[] };

/**
 * Turns a described person into one that may be stored, or says what is wrong with each field.
 * A phone without a country code is read in the country of the address, then in the lead's default, then in the tenant's.
 * @param path put before every field named, for example `input.`.
 */
export function checkLead(input: NewLead, tenantCountry: CountryCode | undefined, path = ''): LeadVerdict {
  const fields = new LeadFields(path);
  const contact = readContact(fields, input);
  const countries = [contact.addressCountry, fields.country('defaultCountry', input.defaultCountry), tenantCountry];
  const phone = parsePhone(input.phone, [...new Set(countries.filter(isCode))]);
  if ('reason' in phone) fields.refuse('phone', phone.reason);
  const source = fields.line('source', input.source, 100);
  if (source === null && fields.problems.length === 0) fields.refuse('source', 'is missing.');
  const formName = fields.line('formName', input.formName, 200);
  if (fields.problems.length > 0 || 'reason' in phone || source === null) return { problems: fields.problems };
  const attributes = withExtension(contact.attributes, phone);
  const { projectId = null, importId = null, isUnproven } = input;
  return checkedLead(contact, {
    attributes,
    phone: phone.phone,
    phoneCountry: phone.country,
    source,
    formName,
    projectId,
    importId,
    isUnproven,
  });
}

type Rest = Omit<CheckedLead, keyof LeadContact> & Pick<LeadContact, 'attributes'>;

/** Spelt out, since spreading is ten times as slow here and imports do it for every row. */
function checkedLead(contact: LeadContact, rest: Rest): CheckedLead {
  return {
    name: contact.name,
    email: contact.email,
    company: contact.company,
    addressLine: contact.addressLine,
    addressCity: contact.addressCity,
    addressState: contact.addressState,
    addressPostalCode: contact.addressPostalCode,
    addressCountry: contact.addressCountry,
    timeZone: contact.timeZone,
    timeZoneSource: contact.timeZoneSource,
    attributes: rest.attributes,
    phone: rest.phone,
    phoneCountry: rest.phoneCountry,
    source: rest.source,
    formName: rest.formName,
    projectId: rest.projectId,
    importId: rest.importId,
    isUnproven: rest.isUnproven,
  };
}

type ContactInput = Pick<NewLead, 'name' | 'email' | 'company' | 'timeZone' | 'timeZoneSource' | 'attributes'> & {
  readonly address?: NewAddress | null | undefined;
};

/** The part of a lead that may change later, read and checked; what is wrong is collected in `fields`. */
export function readContact(
  fields: LeadFields,
  input: ContactInput,
): LeadContact & { addressCountry: CountryCode | null } {
  const { address } = input;
  const contact = {
    name: fields.line('name', input.name, 200),
    email: fields.email(input.email),
    company: fields.line('company', input.company, 200),
    addressLine: fields.line('address.line', address?.line, 300),
    addressCity: fields.line('address.city', address?.city, 120),
    addressState: fields.line('address.state', address?.state, 80),
    addressPostalCode: fields.line('address.postalCode', address?.postalCode, 20),
    addressCountry: fields.country('address.country', address?.country) ?? null,
    timeZone: fields.timeZone(input.timeZone),
    timeZoneSource: (input.timeZoneSource ?? 'IMPORTED') as TimeZoneSource | null,
    attributes: fields.attributes(input.attributes),
  };
  if (contact.timeZone === null) contact.timeZoneSource = null;
  return contact;
}

function isCode(code: CountryCode | null | undefined): code is CountryCode {
  return code !== null && code !== undefined;
}

function withExtension(attributes: Attributes, { extension }: ParsedPhone): Attributes {
  return extension ? mergeAttributes(attributes, { phoneExtension: extension }) : attributes;
}
