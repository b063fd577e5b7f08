import type { CallOutcome } from '../../calls/call-outcome';
import { PRIORITY } from './enrolment-state';
import type { RetryPolicy } from './retry-policy';

/** What the planner knows of an enrolment when a call of it has its outcome; counts include that call. */
export interface RetryHistory {
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly noAnswerCount: number;
  readonly busyCount: number;
  readonly failedCount: number;
}

export type RetryPlan =
  | { readonly again: true; readonly delaySeconds: number; readonly priority: number }
  | { readonly again: false; readonly endReason: EndReason };

export type EndReason =
  | 'CONCLUDED'
  | 'ATTEMPTS_EXHAUSTED'
  | 'RETRIES_EXHAUSTED'
  | 'PHONE_UNUSABLE'
  | 'OPTED_OUT'
  | 'NOT_INTERESTED'
  | 'CAMPAIGN_STOPPED'
  | 'SUPPRESSED'
  | 'UNREACHABLE_BY_LAW'
  | 'NO_CONSENT';

const FINAL: Partial<Record<CallOutcome, EndReason>> = {
  QUALIFIED: 'CONCLUDED',
  UNQUALIFIED: 'CONCLUDED',
  NOT_INTERESTED: 'NOT_INTERESTED',
  WRONG_NUMBER: 'PHONE_UNUSABLE',
  INVALID_NUMBER: 'PHONE_UNUSABLE',
  OPTED_OUT: 'OPTED_OUT',
};

/**
 * Whether and when a lead is called again. `random` is uniform in [0, 1) and only spreads the delay; the caller moves the
 * resulting instant to the next legal one. CALLBACK_REQUESTED is not a retry where a time was promised; whoever
 * named none has been talked to, and is left in peace as long as after a voicemail.
 */
export function planRetry(outcome: CallOutcome, history: RetryHistory, policy: RetryPolicy, random: number): RetryPlan {
  const endReason = FINAL[outcome];
  if (endReason) return { again: false, endReason };
  if (history.attempts >= history.maxAttempts) return { again: false, endReason: 'ATTEMPTS_EXHAUSTED' };
  switch (outcome) {
    case 'BUSY':
      if (history.busyCount > policy.busyRetries) return { again: false, endReason: 'RETRIES_EXHAUSTED' };
      return again(policy.busy, history.busyCount, policy, random, PRIORITY.RETRY);
    case 'FAILED':
      return again(policy.failed, history.failedCount, policy, random, PRIORITY.RETRY);
    case 'VOICEMAIL':
    case 'CALLBACK_REQUESTED':
      return again(policy.voicemail, history.attempts, policy, random, PRIORITY.RETRY);
    default:
      return again(policy.noAnswer, history.noAnswerCount, policy, random, PRIORITY.NO_ANSWER);
  }
}

function again(
  delays: readonly number[],
  count: number,
  { jitter }: RetryPolicy,
  random: number,
  priority: number,
): RetryPlan {
  const delay = delays[Math.min(Math.max(count, 1), delays.length) - 1] ?? 0;
  return { again: true, delaySeconds: delay * (1 + jitter * (2 * random - 1)), priority };
}
