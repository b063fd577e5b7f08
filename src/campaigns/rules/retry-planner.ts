import type { CallOutcome } from '../../calls/call-outcome';
import { PRIORITY } from './enrolment-state';
import type { RetryPolicy } from './retry-policy';

/** How often each kind of call that reached nobody has happened; a call that has just ended is among them. */
export interface RetryCounts {
  readonly noAnswerCount: number;
  readonly busyCount: number;
  readonly failedCount: number;
  readonly voicemailCount?: number;
}

/** What the planner knows of an enrolment when a call of it has its outcome; counts include that call. */
export interface RetryHistory extends RetryCounts {
  readonly attempts: number;
  readonly maxAttempts: number;
}

export type RetryPlan =
  | { readonly again: true; readonly delaySeconds: number; readonly priority: number }
  | { readonly again: false; readonly endReason: EndReason };

export type EndReason =
  | 'CONCLUDED'
  | 'ATTEMPTS_EXHAUSTED'
  | 'RETRIES_EXHAUSTED'
  | 'PERSON_BUDGET'
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
  if (areRetriesUsed(outcome, history, policy)) return { again: false, endReason: 'RETRIES_EXHAUSTED' };
  const delay = delayAfter(outcome, history, policy);
  const priority = outcome === 'NO_ANSWER' ? PRIORITY.NO_ANSWER : PRIORITY.RETRY;
  return { again: true, delaySeconds: delay * (1 + policy.jitter * (2 * random - 1)), priority };
}

/** Seconds to the next attempt after this outcome, without jitter; what ends an enrolment counts like a call nobody took. */
export function delayAfter(
  outcome: CallOutcome,
  counts: RetryCounts & { readonly attempts: number },
  policy: RetryPolicy,
): number {
  switch (outcome) {
    case 'BUSY':
      return nth(policy.busy, counts.busyCount);
    case 'FAILED':
      return nth(policy.failed, counts.failedCount);
    case 'VOICEMAIL':
    case 'CALLBACK_REQUESTED':
      return nth(policy.voicemail, counts.attempts);
    default:
      return nth(policy.noAnswer, counts.noAnswerCount);
  }
}

function areRetriesUsed(outcome: CallOutcome, counts: RetryCounts, policy: RetryPolicy): boolean {
  switch (outcome) {
    case 'BUSY':
      return counts.busyCount > policy.busyRetries;
    case 'FAILED':
      return counts.failedCount > (policy.failedRetries ?? Infinity);
    case 'VOICEMAIL':
      return (counts.voicemailCount ?? 0) > (policy.voicemailRetries ?? Infinity);
    case 'NO_ANSWER':
      return counts.noAnswerCount > (policy.noAnswerRetries ?? Infinity);
    default:
      return false;
  }
}

function nth(delays: readonly number[], count: number): number {
  return delays[Math.min(Math.max(count, 1), delays.length) - 1] ?? 0;
}
