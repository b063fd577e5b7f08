import { declareTopic } from '../platform/pubsub/topic';

/** Every request for a human of a company; the rest is read from the database. */
export const EscalationNews = declareTopic<{ readonly escalationId: string }>('escalation-raised');
