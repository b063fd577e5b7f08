/** What the rules need to know of a lead, as it is now. */
export interface LeadContact {
  readonly leadId: string;
  /** E.164. */
  readonly phone: string;
  /** State or province, code or English name. */
  readonly addressState: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly addressCountry: string | null;
  /** IANA zone from an import, a form or the person. */
  readonly timeZone: string | null;
  /** True only when the person said it, or confirmed it to an agent. */
  readonly timeZoneStatedByPerson: boolean;
  /** False once calls have taught that the number does not exist or is somebody else's. */
  readonly phoneUsable: boolean;
  /** What it would be about: the project the person is interested in; null counts as every subject. */
  readonly subject: string | null;
  /** The number the person would see, E.164; null when it is not known. */
  readonly callerId: string | null;
}

/**
 * Finds what the rules need of a lead, for questions asked by lead id. Leads are kept by a module that itself depends on this one, so
 * that module provides the implementation under `CONTACT_LOOKUP`; it is looked up in the whole program when first asked.
 */
export interface ContactLookup {
  /** Null when the tenant has no such lead. Joins the open unit of work. */
  find(leadId: string): Promise<LeadContact | null>;
}

export const CONTACT_LOOKUP = Symbol('CONTACT_LOOKUP');
