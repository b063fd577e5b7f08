import { declareTopic } from '../platform/pubsub/topic';

/** A lead was created or changed. Imports announce themselves by their progress instead. */
export const LeadChanged = declareTopic<{ leadId: string }>('lead-updated');
