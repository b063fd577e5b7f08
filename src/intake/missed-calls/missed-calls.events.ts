import { declareFact } from '../../platform/events/fact';
import type { MissedCallPolicy } from '../../tenants/tenant.entity';

/** A person rang and nobody took the call; `reaction` is what the company wants done about it. */
export const CallMissed = declareFact<{
  readonly missedCallId: string;
  readonly leadId: string;
  readonly reaction: MissedCallPolicy;
}>('call.missed');
