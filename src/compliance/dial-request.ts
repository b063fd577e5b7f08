import type { CallingWindows } from './calling-window';
import type { DialCondition } from './dial-rules';

/** One question: may this lead be called at this moment? */
export interface DialRequest {
  readonly leadId: string;
  /** E.164. */
  readonly phone: string;
  /** Key of the lead's dial zone. */
  readonly zoneKey: string;
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
