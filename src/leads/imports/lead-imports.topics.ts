import { declareTopic } from '../../platform/pubsub/topic';

/** An import moved; keyed by its id. */
export const LeadImportMoved = declareTopic<{ importId: string }>('lead-import-progressed');
