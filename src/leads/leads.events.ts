import { declareFact } from '../platform/events/fact';

/** Something about a lead changed: its contact or its dial zone, its project, stage or score, or what is known of its phone. */
export const LeadUpdated = declareFact<{ leadId: string }>('lead.updated');

/** A lead got its project: with its arrival, by a repeat, or from the list of unmapped leads. Once per lead. */
export const LeadMapped = declareFact<{ leadId: string; projectId: string }>('lead.mapped');
