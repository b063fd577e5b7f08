import { declareTopic } from '../platform/pubsub/topic';

/** A call moved; published for the tenant and, keyed, for its campaign. */
export const CallUpdated = declareTopic<{ callId: string }>('call-updated');
