import type { CallingWindows } from './calling-window';
import type { LeadContact } from './contact-lookup.port';
import type { DialCondition } from './contact-verdict';
import type { ContactChannel, ContactPurpose } from './rules/contact-question';

/**
 * One question: may this person be contacted at this moment? What is said of the lead must be read in the very transaction that asks,
 * and held until it ends: a copy made earlier may name a place the lead has left.
 */
export interface ContactRequest extends Omit<LeadContact, 'leadId'> {
  /** Null for a text to a number that is no lead. */
  readonly leadId: string | null;
  readonly moment: Date;
  readonly channel: ContactChannel;
  readonly purpose: ContactPurpose;
  /** The attempt that would be made, a call or a text, by its id made before. Without it nothing can be allowed. */
  readonly callId?: string;
  readonly textId?: string;
  readonly enrolmentId?: string;
  readonly campaignId?: string;
  /** Campaign windows; they only narrow the law. */
  readonly windows?: CallingWindows;
  /** True when the person asked to be contacted now: it counts as an answer while their wish is fresh, and keeps the hours all the same. */
  readonly promised?: boolean;
  /** How long after the decision the contact may still make itself felt, in milliseconds: it must fit into the hours. */
  readonly lingersMs?: number;
  /** What the caller already knows to stand in the way. */
  readonly conditions?: readonly DialCondition[];
}

/** One call by an AI agent. */
export interface DialRequest extends Omit<ContactRequest, 'leadId' | 'channel' | 'textId'> {
  readonly leadId: string;
  readonly purpose: 'MARKETING' | 'INFORMATIONAL';
}

/** One text. */
export interface TextRequest extends Omit<ContactRequest, 'callId' | 'enrolmentId' | 'promised'> {
  readonly channel: 'SMS' | 'WHATSAPP';
}
