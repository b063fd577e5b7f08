import { declareFact } from '../platform/events/fact';

/** Leads of one fact: so many that what listeners do for all of them takes a moment, far within the lease of a delivery. */
export const LEADS_OF_A_FACT = 200;

/** Something about leads changed: the contact or the dial zone, the project, stage or score, or what is known of the phone. */
export const LeadsUpdated = declareFact<{ leadIds: readonly string[] }>('leads.updated');

/** Leads got this project: with their arrival, by a repeat, or from the list of unmapped leads. Once per lead. */
export const LeadsMapped = declareFact<{ projectId: string; leadIds: readonly string[] }>('leads.mapped');

/** `LeadsUpdated` as builds recorded it that told of one lead at a time: still found in the outbox after an upgrade. */
export const LeadUpdated = declareFact<{ leadId: string }>('lead.updated');

/** `LeadsMapped` as builds recorded it that told of one lead at a time. */
export const LeadMapped = declareFact<{ leadId: string; projectId: string }>('lead.mapped');
