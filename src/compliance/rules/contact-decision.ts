export const ALLOW_REASONS = ['OK', 'OK_RESPONSIVE', 'OK_OPT_OUT_CONFIRMATION', 'OK_EXEMPT_INFORMATIONAL'] as const;

/** Only time must pass. */
export const DEFER_REASONS = [
  'EMERGENCY_HOLD',
  'FREQUENCY_CAP',
  'HOLIDAY_CLOSED',
  'DAY_CLOSED',
  'OUTSIDE_WINDOW',
] as const;

/** A fact must change. */
export const DENY_REASONS = [
  'INVALID_NUMBER',
  'NUMBER_TYPE_PROHIBITED',
  'COUNTRY_NOT_ENABLED',
  'LOCATION_UNKNOWN',
  'OPT_OUT_CONFIRMATION_LATE',
  'OPT_OUT_CONFIRMATION_DUPLICATE',
  'INTERNAL_DNC',
  'CONSENT_REVOKED',
  'PHONE_UNUSABLE',
  'LEAD_DECLINED',
  'NUMBER_REASSIGNED',
  'RND_CHECK_REQUIRED',
  'NO_CONSENT',
  'CONSENT_WRONG_NUMBER',
  'CONSENT_WRONG_SELLER',
  'CONSENT_CHANNEL_NOT_COVERED',
  'CONSENT_INCOMPLETE',
  'AI_VOICE_PROHIBITED',
  'NATIONAL_DNC',
  'STATE_DNC',
  'DNC_SCRUB_STALE',
  'PREFERENCE_REGISTER',
  'CALLER_ID_INVALID',
  'REGION_EXCLUDED',
  'REGISTRATION_REQUIRED',
  'COUNSEL_REQUIRED',
] as const;

export type AllowReason = (typeof ALLOW_REASONS)[number];
export type DeferReason = (typeof DEFER_REASONS)[number];
export type DenyReason = (typeof DENY_REASONS)[number];

/** Where the person may be, and which rows of the rule base claim the contact. */
export interface DecidedPlace {
  /** IANA zones, sorted; empty when the number says nothing. */
  readonly candidateZones: readonly string[];
  /** Row ids in order of number, then address, for example `['US', 'US-NY', 'US-CA']`. */
  readonly jurisdictions: readonly string[];
}

interface Decided {
  readonly place: DecidedPlace;
  /** Dated rows that applied, for example `US-PA@2026-10-18`. */
  readonly rowsApplied: readonly string[];
  readonly rulesVersion: string;
  /** What the reason rests on, in the figures a sentence needs: never a phone number, a name or words of the person. */
  readonly because: Readonly<Record<string, string | number | boolean | null>>;
}

export interface Allowed extends Decided {
  readonly verdict: 'ALLOW';
  readonly reason: AllowReason;
  /** First moment at which the windows would no longer allow the contact; null where no window applies. */
  readonly closesAt: Date | null;
}

export interface Deferred extends Decided {
  readonly verdict: 'DEFER';
  readonly reason: DeferReason;
  /** First moment at which the same facts allow the contact; null when no such moment is known within the horizon. */
  readonly nextAllowedAt: Date | null;
}

export interface Denied extends Decided {
  readonly verdict: 'DENY';
  readonly reason: DenyReason;
}

export type ContactDecision = Allowed | Deferred | Denied;
