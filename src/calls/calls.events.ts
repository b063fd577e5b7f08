import { declareFact } from '../platform/events/fact';

/** Somebody asked for a call; it waits to be dialed. */
export const CallQueued = declareFact<{ callId: string; leadId: string }>('call.queued');

/** A call moved, or what is known of it grew. */
export const CallChanged = declareFact<{ callId: string; leadId: string; campaignId?: string }>('call.changed');

/** A call reached its end; `outcome` is absent while an answered call waits for its assessment. */
export const CallEnded = declareFact<{ callId: string; leadId: string; campaignId?: string; outcome?: string }>(
  'call.ended',
);
