/** What the rules need to know of a lead, as it is now. */
export interface LeadContact {
  readonly leadId: string;
  /** E.164. */
  readonly phone: string;
  /** Key of the lead's dial zone. */
  readonly zoneKey: string;
  /** False once calls have taught that the number does not exist or is somebody else's. */
  readonly phoneUsable: boolean;
}

/**
 * Finds the number and zone of a lead, for questions asked by lead id. Leads are kept by a module that itself depends on this one, so
 * that module provides the implementation under `CONTACT_LOOKUP`; it is looked up in the whole program when first asked.
 */
export interface ContactLookup {
  /** Null when the tenant has no such lead. Joins the open unit of work. */
  find(leadId: string): Promise<LeadContact | null>;
}

export const CONTACT_LOOKUP = Symbol('CONTACT_LOOKUP');
