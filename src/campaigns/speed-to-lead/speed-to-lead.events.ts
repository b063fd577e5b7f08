import { declareFact } from '../../platform/events/fact';

/** Leads of a source are called later than its target says, or one of them waits too long. Once until it is met again. */
export const SpeedToLeadMissed = declareFact<{ source: string; reason: 'TARGET' | 'WAITING' }>('speed-to-lead.missed');
