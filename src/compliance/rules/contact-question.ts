import type { CallingWindows } from '../calling-window';

export const CONTACT_CHANNELS = ['AI_VOICE', 'HUMAN_VOICE', 'SMS', 'WHATSAPP'] as const;

/** A way to contact a person. WhatsApp follows the rules for texts. */
export type ContactChannel = (typeof CONTACT_CHANNELS)[number];

export const CONTACT_PURPOSES = ['MARKETING', 'INFORMATIONAL', 'RESPONSIVE', 'OPT_OUT_CONFIRMATION'] as const;

/**
 * Why a person is contacted. RESPONSIVE answers the person's own message or request of the last 24 hours, and is judged as MARKETING
 * once that has lapsed; OPT_OUT_CONFIRMATION is the one text that confirms an opt-out (47 CFR 64.1200(a)(12)).
 */
export type ContactPurpose = (typeof CONTACT_PURPOSES)[number];

/** Whom, as far as is known. */
export interface Contact {
  /** E.164. */
  readonly phone: string;
  readonly line: 'MOBILE' | 'LANDLINE' | 'UNKNOWN';
  /** State or province, code (`NY`, `US-NY`) or English name. Read for the United States and Canada. */
  readonly addressState?: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly addressCountry?: string | null;
  /** IANA zone from an import, a form or the person. */
  readonly timeZone?: string | null;
  /** True only when the person said it, or confirmed it to an agent: then it is believed alone. */
  readonly timeZoneStatedByPerson?: boolean;
}

/** One permission the person gave, as evidence shows it. */
export interface ConsentGrant {
  readonly id?: string;
  /** PEWC: prior express written consent (47 CFR 64.1200(f)(9)). PEC: prior express consent, written or oral. */
  readonly type: 'PEWC' | 'PEC';
  readonly phone: string;
  /** Legal name of whom the consent names. */
  readonly seller: string;
  readonly channels: readonly ContactChannel[];
  /** Absent: every purpose. A consent to marketing covers information as well. */
  readonly purposes?: readonly ('MARKETING' | 'INFORMATIONAL')[];
  /** How it was signed, for example `esign_checkbox`; null when it was not. */
  readonly signature: string | null;
  readonly disclosesAutomatedVoice: boolean;
  readonly disclosesNotCondition: boolean;
  /** The person asked to be called (Washington). */
  readonly invitedCall: boolean;
  readonly obtainedAt: Date;
  readonly expiresAt?: Date | null;
  /** Moment of a written opt-in that was given again after an opt-out; nothing else lifts one. */
  readonly reoptInAt?: Date | null;
}

export interface ConsentRevocation {
  readonly at: Date;
  /** ALL, unless the person explicitly narrowed it. */
  readonly scope: 'ALL' | 'MARKETING';
}

/** One earlier attempt, answered or not. */
export interface ContactAttempt {
  readonly at: Date;
  readonly channel: ContactChannel;
  /** What it was about; null counts as every subject. */
  readonly subject: string | null;
}

/** Membership in the lists of others, as of the newest copy that covers the number. */
export interface ListStanding {
  readonly national: boolean;
  readonly state: boolean;
  /** National preference or do-not-disturb register outside the United States. */
  readonly preferenceRegister: boolean;
  /** As-of moment of the copy of the national list that was read; null when there is none. */
  readonly checkedAt: Date | null;
}

/** Everything that has happened between the company and this number. */
export interface ContactHistory {
  readonly consents: readonly ConsentGrant[];
  readonly revocations: readonly ConsentRevocation[];
  /** Attempts of the last 30 days at least. */
  readonly attempts: readonly ContactAttempt[];
  /** When the person asked this company, or the platform, for no more contact; null when never or removed. */
  readonly internalDncAt: Date | null;
  readonly lists: ListStanding;
  /** Reassigned Numbers Database: YES means the number has changed hands since the consent. */
  readonly reassigned: { readonly checkedAt: Date; readonly result: 'YES' | 'NO' | 'NO_DATA' } | null;
  /** Established business relationship (47 CFR 64.1200(f)(5)). */
  readonly relationship: { readonly type: 'TRANSACTION' | 'INQUIRY'; readonly at: Date } | null;
  /** The person's latest own message or request to be contacted. */
  readonly inboundAt: Date | null;
  /** The person's latest refusal of an offer. */
  readonly declinedAt: Date | null;
  /** Opt-out confirmations sent since the latest opt-out. */
  readonly confirmationsSent: number;
  /** False once calls have taught that the number does not exist or is somebody else's. */
  readonly phoneUsable: boolean;
}

/** A ban on solicitation in one jurisdiction, declared by its authorities or by the operator of the platform. */
export interface EmergencyHold {
  /** Row id of the rule base, for example `US-LA`. */
  readonly jurisdiction: string;
  readonly from: Date;
  /** Null: until it is lifted. */
  readonly to: Date | null;
}

/** What a company or campaign adds to the law. Every part only narrows; several are intersected. */
export interface Narrowing {
  readonly windows?: CallingWindows;
  /** Most attempts per person in any 24 hours, all channels. */
  readonly maxAttemptsPer24h?: number;
  /** Local dates (`YYYY-MM-DD`) of the called person on which nobody is contacted. */
  readonly closedDates?: readonly string[];
  /** Row ids nobody is contacted in. */
  readonly excludedRegions?: readonly string[];
  /** True: only rows whose registration duty (if any) is met are called. */
  readonly requireRegistration?: boolean;
  /** Row ids whose registration the company holds or is exempt from. */
  readonly registeredIn?: readonly string[];
  /** Row ids that ask for counsel and for which counsel has cleared the company. */
  readonly clearedByCounsel?: readonly string[];
}

/** How the contact would be made. */
export interface Occasion {
  readonly channel: ContactChannel;
  readonly purpose: ContactPurpose;
  /** Legal name of the company on whose behalf the person is contacted. */
  readonly seller: string;
  /** What it is about, for caps that count by subject; null counts as every subject. */
  readonly subject: string | null;
  /** The number shown, E.164; null for channels without one. */
  readonly callerId: string | null;
  /** False when the number shown is not known to be the company's. */
  readonly callerIdVerified: boolean;
}

/** "May we contact this person now?", with everything the answer rests on. */
export interface ContactQuestion {
  readonly contact: Contact;
  readonly occasion: Occasion;
  readonly moment: Date;
  readonly history: ContactHistory;
  readonly holds: readonly EmergencyHold[];
  readonly narrowings: readonly Narrowing[];
}
