import type { CallingWindows } from './calling-window';
import type { Narrowing } from './rules/contact-question';

/** Columns of `calling_policies` as the database makes JSON of them. */
export interface PolicyColumns {
  readonly legal_name: string | null;
  readonly windows: CallingWindows;
  readonly max_attempts_24h: number | null;
  /** `YYYY-MM-DD`. */
  readonly closed_dates: readonly string[];
  readonly excluded_regions: readonly string[];
  readonly require_registration: boolean;
  readonly registered_in: readonly string[];
  readonly cleared_by_counsel: readonly string[];
}

/** What a company adds to the law. */
export function narrowingOf(policy: PolicyColumns): Narrowing {
  return {
    windows: policy.windows,
    ...(policy.max_attempts_24h === null ? {} : { maxAttemptsPer24h: policy.max_attempts_24h }),
    closedDates: policy.closed_dates,
    excludedRegions: policy.excluded_regions,
    requireRegistration: policy.require_registration,
    registeredIn: policy.registered_in,
    clearedByCounsel: policy.cleared_by_counsel,
  };
}
