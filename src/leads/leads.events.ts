import { declareFact } from '../platform/events/fact';

/** A person became a lead. */
export const LeadCreated = declareFact<{ leadId: string; projectId?: string }>('lead.created');

/** Something about a lead changed, its stage and score included. */
export const LeadUpdated = declareFact<{ leadId: string }>('lead.updated');

/** A lead got its project: with its arrival, by a repeat, or from the list of unmapped leads. Once per lead. */
export const LeadMapped = declareFact<{ leadId: string; projectId: string }>('lead.mapped');
