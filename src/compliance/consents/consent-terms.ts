import type { ContactChannel } from '../rules/contact-question';

/** PEWC: prior express written consent (47 CFR 64.1200(f)(9)). PEC: prior express consent, written or oral. */
export const CONSENT_TYPES = ['PEWC', 'PEC'] as const;
export type ConsentType = (typeof CONSENT_TYPES)[number];

/** What for. A consent to marketing covers information as well. */
export const CONSENT_PURPOSES = ['MARKETING', 'INFORMATIONAL'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

/** Through which door a consent comes in. */
export type ConsentSource = 'WEB_FORM' | 'CSV' | 'API';

/** What shows that a consent was given as it stands; absent parts are not known. */
export interface ConsentEvidence {
  readonly pageUrl?: string;
  readonly callId?: string;
  /** The person's, as the form that asked noted it. */
  readonly ip?: string;
  readonly userAgent?: string;
  /** Of whoever handed the form in: the person's browser, or the server of the website. */
  readonly requestIp?: string;
  readonly requestUserAgent?: string;
  /** Reference of a certificate that a vendor of evidence issued. */
  readonly certificate?: string;
  /** Who collected it, when it was not the company itself. */
  readonly vendor?: string;
  readonly language?: string;
  readonly subject?: string;
  readonly statedTimeZone?: string;
  readonly statedAddress?: string;
  /** True when the box was empty until the person ticked it. */
  readonly uncheckedByDefault?: boolean;
  /** Why, for a revocation. */
  readonly reason?: string;
}

/** What was agreed to; every value has been checked. */
export interface ConsentTerms {
  readonly type: ConsentType;
  readonly seller: string;
  readonly channels: readonly ContactChannel[];
  readonly purposes: readonly ConsentPurpose[];
  readonly signature: string | null;
  readonly disclosesAutomatedVoice: boolean;
  readonly disclosesNotCondition: boolean;
  readonly invitedCall: boolean;
  readonly occurredAt: Date;
  readonly expiresAt: Date | null;
  readonly textShown: string;
  readonly source: string;
  readonly evidence: ConsentEvidence;
}

/** A consent to record. */
export interface NewConsent extends ConsentTerms {
  /** E.164. */
  readonly phone: string;
  /** The lead with that number when left out. */
  readonly leadId?: string | null;
  /** Only for a written opt-in given after an opt-out, which it lifts. */
  readonly reoptInAt?: Date | null;
}

/** Terms that somebody agreed to; of many people who agreed to the very same the terms are best one object, which is sent once. */
export interface AgreedTerms {
  /** E.164. */
  readonly phone: string;
  /** The lead with that number when left out. */
  readonly leadId?: string | null;
  readonly terms: ConsentTerms;
}

/** A consent to take back. */
export interface NewRevocation {
  /** E.164. */
  readonly phone: string;
  /** ALL, unless the person explicitly narrowed it (47 CFR 64.1200(a)(10)). */
  readonly scope: 'ALL' | 'MARKETING';
  /** How the person did it, for example SMS, SPOKEN or EMAIL. */
  readonly method: string;
  /** Now when left out. */
  readonly occurredAt?: Date | null;
  readonly evidence?: ConsentEvidence;
  readonly leadId?: string | null;
}
