import type { CallingWindows } from '../calling-window';
import { type DisclosureSettings, readDisclosureSettings } from '../disclosure/disclosure-settings';
import { narrowingOf, type PolicyColumns } from '../policy-narrowing';
import type { Narrowing } from '../rules/contact-question';

/** HELD: the company is registered there. EXEMPT: the law spares it. */
export const REGISTRATION_STATUSES = ['HELD', 'EXEMPT'] as const;
export type RegistrationStatus = (typeof REGISTRATION_STATUSES)[number];

/** A duty to register as a telemarketer that is met. */
export interface Registration {
  /** Row id of the rule base, for example `US-FL`. */
  readonly jurisdiction: string;
  readonly status: RegistrationStatus;
  /** Number of the licence or certificate, or the provision that exempts. */
  readonly reference: string;
}

/** What a company adds to the law, and what it says about itself. */
export interface CallingPolicy {
  /** Registered legal name; the usual one until the company says otherwise. */
  readonly legalName: string;
  readonly narrowing: Narrowing;
  readonly registrations: readonly Registration[];
  readonly disclosure: DisclosureSettings;
  /** Null until it is changed for the first time. */
  readonly updatedAt: Date | null;
}

/** The row of a company, as the database makes JSON of it. */
export interface StoredPolicy extends PolicyColumns {
  readonly registrations: Readonly<Record<string, { readonly status: RegistrationStatus; readonly reference: string }>>;
  readonly disclosure: unknown;
  readonly updated_at: string;
}

/** `stored` is null for a company that has chosen nothing. */
export function callingPolicyOf(company: string, stored: StoredPolicy | null): CallingPolicy {
  return {
    legalName: stored?.legal_name ?? company,
    narrowing: stored ? narrowingOf(stored) : {},
    registrations: Object.entries(stored?.registrations ?? {}).map(([jurisdiction, held]) => ({
      jurisdiction,
      ...held,
    })),
    disclosure: readDisclosureSettings(stored?.disclosure),
    updatedAt: stored ? new Date(stored.updated_at) : null,
  };
}

/** What may be changed; what is left out stays, null is as if it had never been chosen. */
export interface PolicyChanges {
  readonly legalName?: string | null;
  readonly windows?: CallingWindows | null;
  readonly maxAttemptsPer24h?: number | null;
  /** `YYYY-MM-DD`, local dates of the called person. */
  readonly closedDates?: readonly string[] | null;
  readonly excludedRegions?: readonly string[] | null;
  readonly requireRegistration?: boolean | null;
  readonly registrations?: readonly Registration[] | null;
  readonly clearedByCounsel?: readonly string[] | null;
  readonly disclosure?: Partial<DisclosureSettings> | null;
}
