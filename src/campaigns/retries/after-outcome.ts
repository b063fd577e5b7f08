import type { CallOutcome } from '../../calls/call-outcome';
import { allowedAttempts } from '../rules/allowed-attempts';
import { PRIORITY } from '../rules/enrolment-state';
import { type EndReason, planRetry, type RetryCounts, type RetryHistory } from '../rules/retry-planner';
import { type AttemptPolicy, isUnanswered, type PersonCounts } from './person-history';

/** Where an enrolment stands when a call of it has its outcome; `attempts` counts that call, the other counts do not yet. */
export interface EnrolmentStanding extends Required<RetryCounts> {
  readonly attempts: number;
  readonly priority: number;
  /** The promise that the call was to keep. */
  readonly promisedAt: Date | null;
}

export interface OutcomeCircumstances {
  readonly moment: Date;
  /** Uniform in [0, 1): spreads the delay. */
  readonly random: number;
  /** The time agreed with the person in this call. */
  readonly promisedAt?: Date;
  /** Calls of anybody that reached nobody, this one among them; the enrolment's own alone when left out. */
  readonly person?: PersonCounts;
}

/** What becomes of the enrolment; `dueAt` has yet to be moved to a lawful moment, see `lawfulMoment`. */
export type NextStep =
  | {
      readonly kind: 'WAIT';
      readonly dueAt: Date;
      readonly priority: number;
      readonly promisedAt: Date | null;
      /** How far a moment the law has moved may be put off, so that not everybody is due when the hours begin. */
      readonly spreadSeconds: number;
      readonly counts: Required<RetryCounts>;
    }
  | { readonly kind: 'END'; readonly endReason: EndReason; readonly counts: Required<RetryCounts> };

/** Nobody waits longer than this after the hours have begun. */
const MOST_SPREAD_SECONDS = 30 * 60;

/** Another attempt, or the end. A pure rule: the dialer and the simulation both ask it. */
export function afterOutcome(
  standing: EnrolmentStanding,
  policy: AttemptPolicy,
  outcome: CallOutcome,
  { moment, random, promisedAt, person }: OutcomeCircumstances,
): NextStep {
  const counts = countedWith(standing, outcome);
  const mayKeepPromise = standing.attempts < allowedAttempts(policy, PRIORITY.PROMISED);
  if (outcome === 'CALLBACK_REQUESTED' && promisedAt && mayKeepPromise) {
    return { kind: 'WAIT', dueAt: promisedAt, priority: PRIORITY.PROMISED, promisedAt, spreadSeconds: 0, counts };
  }
  const own = { attempts: standing.attempts, maxAttempts: policy.maxAttempts, ...counts };
  // The carrier has failed, not the person: what was promised is owed still.
  const owed = outcome === 'FAILED' && standing.priority === PRIORITY.PROMISED ? standing.promisedAt : null;
  if (owed) return keepTrying(own, policy, random, { moment, owed, counts });
  const first = planRetry(outcome, own, policy.retry, random);
  if (!first.again) return { kind: 'END', endReason: first.endReason, counts };
  const plan =
    person && isUnanswered(outcome) ? planRetry(outcome, together(own, person), policy.retry, random) : first;
  if (!plan.again) return { kind: 'END', endReason: 'PERSON_BUDGET', counts };
  return {
    kind: 'WAIT',
    dueAt: after(moment, plan.delaySeconds),
    priority: plan.priority,
    promisedAt: null,
    spreadSeconds: Math.min(MOST_SPREAD_SECONDS, policy.retry.jitter * plan.delaySeconds),
    counts,
  };
}

function keepTrying(
  own: RetryHistory,
  policy: AttemptPolicy,
  random: number,
  { moment, owed, counts }: { moment: Date; owed: Date; counts: Required<RetryCounts> },
): NextStep {
  const maxAttempts = allowedAttempts(policy, PRIORITY.PROMISED);
  const plan = planRetry('FAILED', { ...own, maxAttempts }, policy.retry, random);
  if (!plan.again) return { kind: 'END', endReason: plan.endReason, counts };
  const dueAt = after(moment, plan.delaySeconds);
  return { kind: 'WAIT', dueAt, priority: PRIORITY.PROMISED, promisedAt: owed, spreadSeconds: 0, counts };
}

/** The campaign's rules over all calls: what others have used of them is used. */
function together(own: RetryHistory & Required<RetryCounts>, person: PersonCounts): RetryHistory {
  return {
    attempts: Math.max(own.attempts, person.attempts),
    maxAttempts: own.maxAttempts,
    noAnswerCount: Math.max(own.noAnswerCount, person.noAnswerCount),
    busyCount: Math.max(own.busyCount, person.busyCount),
    failedCount: Math.max(own.failedCount, person.failedCount),
    voicemailCount: Math.max(own.voicemailCount, person.voicemailCount),
  };
}

function countedWith(standing: Required<RetryCounts>, outcome: CallOutcome): Required<RetryCounts> {
  return {
    noAnswerCount: standing.noAnswerCount + (outcome === 'NO_ANSWER' ? 1 : 0),
    busyCount: standing.busyCount + (outcome === 'BUSY' ? 1 : 0),
    failedCount: standing.failedCount + (outcome === 'FAILED' ? 1 : 0),
    voicemailCount: standing.voicemailCount + (outcome === 'VOICEMAIL' ? 1 : 0),
  };
}

function after(moment: Date, seconds: number): Date {
  return new Date(moment.getTime() + seconds * 1_000);
}
