import type { SaidConsent } from '../compliance/consents/said-consent';
import type { Attributes } from './lead-attributes';
import type { TimeZoneSource } from './time-zone-source';

/** A person as a form, a file or a client describes them; nothing in it has been checked. */
export interface NewLead {
  /** As people write it, or E.164. */
  readonly phone: string;
  readonly name?: string | null;
  readonly email?: string | null;
  readonly company?: string | null;
  readonly address?: NewAddress | null;
  /** IANA name. */
  readonly timeZone?: string | null;
  /** Who says so; IMPORTED when left out. */
  readonly timeZoneSource?: TimeZoneSource | null;
  readonly attributes?: Readonly<Record<string, unknown>> | null;
  /** Where the lead comes from, for example `WEB_FORM`. */
  readonly source: string;
  /** Finds the project when none is named. */
  readonly formName?: string | null;
  readonly projectId?: string | null;
  /** Country of a phone written without one, before the tenant's own: code or English name. */
  readonly defaultCountry?: string | null;
  readonly importId?: string | null;
  /** What the person agreed to, in the same breath. */
  readonly consent?: SaidConsent | null;
  /** True when anybody may have said this who knows the phone: it makes a lead, and changes nothing of one there is. */
  readonly isUnproven?: boolean;
}

export interface NewAddress {
  readonly line?: string | null;
  readonly city?: string | null;
  /** State or province: code or English name. */
  readonly state?: string | null;
  readonly postalCode?: string | null;
  /** ISO 3166-1 alpha-2 or English name. */
  readonly country?: string | null;
}

/** The columns a sender may fill, checked and clean; null means nothing was said. */
export interface LeadContact {
  readonly name: string | null;
  readonly email: string | null;
  readonly company: string | null;
  readonly addressLine: string | null;
  readonly addressCity: string | null;
  readonly addressState: string | null;
  readonly addressPostalCode: string | null;
  readonly addressCountry: string | null;
  readonly timeZone: string | null;
  /** Null without a time zone. */
  readonly timeZoneSource: TimeZoneSource | null;
  readonly attributes: Attributes;
}

/** A new lead whose every value may be stored. */
export interface CheckedLead extends LeadContact {
  readonly phone: string;
  readonly phoneCountry: string | null;
  readonly source: string;
  readonly formName: string | null;
  readonly projectId: string | null;
  readonly importId: string | null;
  readonly isUnproven?: boolean | undefined;
}
