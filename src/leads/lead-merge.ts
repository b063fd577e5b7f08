import { isDeepStrictEqual } from 'node:util';
import { mergeAttributes } from './lead-attributes';
import { isStatedByPerson } from './time-zone-source';
import type { CheckedLead, LeadContact } from './new-lead';

/** What a repeat may touch. */
export type MergedLead = LeadContact & { readonly formName: string | null; readonly projectId: string | null };

/** What changes when the same person arrives again, and the lead as it then is. */
export interface Merge {
  readonly merged: MergedLead;
  readonly changed: boolean;
  /** True when the repeat gave a lead without a project its project. */
  readonly mapped: boolean;
}

/**
 * The same phone again: what is said now replaces what was said before, what is left out stays. A lead keeps the project it has,
 * so that a second form cannot have the person called a second time; the newest form counts as long as there is none.
 */
export function mergeLead(existing: MergedLead, incoming: CheckedLead): Merge {
  const mapped = existing.projectId === null && incoming.projectId !== null;
  const merged = mergedLead(existing, incoming);
  return { merged, changed: !sameLead(existing, merged), mapped };
}

function mergedLead(existing: MergedLead, incoming: CheckedLead): MergedLead {
  return {
    name: incoming.name ?? existing.name,
    email: incoming.email ?? existing.email,
    company: incoming.company ?? existing.company,
    addressLine: incoming.addressLine ?? existing.addressLine,
    addressCity: incoming.addressCity ?? existing.addressCity,
    addressState: incoming.addressState ?? existing.addressState,
    addressPostalCode: incoming.addressPostalCode ?? existing.addressPostalCode,
    addressCountry: incoming.addressCountry ?? existing.addressCountry,
    ...mergedZone(existing, incoming),
    attributes: mergeAttributes(existing.attributes, incoming.attributes),
    projectId: existing.projectId ?? incoming.projectId,
    formName: existing.projectId === null ? (incoming.formName ?? existing.formName) : existing.formName,
  };
}

/** What a list says of a zone does not outweigh what the person has said. */
function mergedZone(existing: MergedLead, incoming: CheckedLead): Pick<LeadContact, 'timeZone' | 'timeZoneSource'> {
  const isOutweighed = isStatedByPerson(existing.timeZoneSource) && !isStatedByPerson(incoming.timeZoneSource);
  const { timeZone, timeZoneSource } = incoming.timeZone === null || isOutweighed ? existing : incoming;
  return { timeZone, timeZoneSource };
}

const TEXTS = [
  'name',
  'email',
  'company',
  'addressLine',
  'addressCity',
  'addressState',
  'addressPostalCode',
  'addressCountry',
  'timeZone',
  'timeZoneSource',
  'formName',
  'projectId',
] as const satisfies readonly (keyof MergedLead)[];

/** True when both hold the same values, whatever else they carry. */
export function sameLead(one: MergedLead, other: MergedLead): boolean {
  return (
    TEXTS.every((field) => one[field] === other[field]) &&
    isDeepStrictEqual({ ...one.attributes }, { ...other.attributes })
  );
}
