import type { CallingWindows } from './calling-window';
import type { LeadContact } from './contact-lookup.port';
import type { DialCondition } from './dial-rules';

/**
 * One question: may this lead be called at this moment? What is said of the lead must be read in the very transaction that asks, and held
 * until it ends: a copy made earlier may name a zone the lead has left.
 */
export interface DialRequest extends LeadContact {
  readonly moment: Date;
  /** The attempt that would dial. Without it nothing can be allowed. */
  readonly callId?: string;
  readonly enrolmentId?: string;
  readonly campaignId?: string;
  /** Campaign windows; they only narrow the law. */
  readonly windows?: CallingWindows;
  /** What the caller already knows to stand in the way. */
  readonly conditions?: readonly DialCondition[];
}
