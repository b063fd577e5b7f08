import { readRetryPolicy, type RetryPolicy } from '../rules/retry-policy';

/** When a company calls people again, with nothing left open. */
export interface DialingPolicy {
  /** Attempts per lead of campaigns made from now on which name none. */
  readonly maxAttempts: number;
  readonly retryPolicy: RetryPolicy;
  /** Days for which an attempt that reached nobody counts, for every campaign of the company. */
  readonly personWindowDays: number;
  /** A callback dialed within this of its moment is kept. */
  readonly callbackToleranceSeconds: number;
}

/** As stored: keys of `retryPolicy` that are absent are the product's defaults. */
export interface StoredDialingPolicy {
  readonly maxAttempts: number | null;
  readonly retryPolicy: object;
  readonly personWindowDays: number;
  readonly callbackToleranceSeconds: number;
}

/** Of a company that has never chosen anything. */
export const DEFAULT_DIALING_POLICY: StoredDialingPolicy = {
  maxAttempts: null,
  retryPolicy: {},
  personWindowDays: 7,
  callbackToleranceSeconds: 300,
};

const DEFAULT_MAX_ATTEMPTS = 3;

export function dialingPolicyOf(stored: StoredDialingPolicy): DialingPolicy {
  const { maxAttempts, retryPolicy, personWindowDays, callbackToleranceSeconds } = stored;
  return {
    maxAttempts: maxAttempts ?? DEFAULT_MAX_ATTEMPTS,
    retryPolicy: readRetryPolicy(retryPolicy),
    personWindowDays,
    callbackToleranceSeconds,
  };
}
