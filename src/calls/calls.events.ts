import { declareFact } from '../platform/events/fact';

/** Somebody asked for a call; it waits to be dialed. */
export const CallQueued = declareFact<{ callId: string; leadId: string }>('call.queued');

/** A call moved, or what is known of it grew. */
export const CallChanged = declareFact<{ callId: string; leadId: string; campaignId?: string }>('call.changed');

/** A call reached its end; `outcome` is absent while an answered call waits for its assessment. */
export const CallEnded = declareFact<{ callId: string; leadId: string; campaignId?: string; outcome?: string }>(
  'call.ended',
);

/**
 * The carrier account that all companies share no longer takes calls (DOWN, with an AccountFault), takes them again (RECOVERED) or takes
 * them slower (SLOWED); `since` is ISO 8601. Recorded in every active company.
 */
export const CarrierAccountChanged = declareFact<{ state: string; reason: string | null; since: string }>(
  'carrier-account.changed',
);

/** What became of a call could not be found out within 15 minutes; `reason` is an AttentionReason. Told once for each call. */
export const CallStuck = declareFact<{ callId: string; leadId: string; campaignId?: string; reason: string }>(
  'call.stuck',
);
