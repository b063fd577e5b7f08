import { declareTopic } from '../../platform/pubsub/topic';

/** Some figure of a company has moved; at most once a second. */
export const SpeedToLeadMoved = declareTopic<{ readonly at: string }>('speed-to-lead-moved');
