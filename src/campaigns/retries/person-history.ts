import type { CallOutcome } from '../../calls/call-outcome';
import { delayAfter, type RetryCounts } from '../rules/retry-planner';
import type { RetryPolicy } from '../rules/retry-policy';

/** Outcomes of a call that reached nobody: these are what the budget of a person counts. */
export const UNANSWERED = ['NO_ANSWER', 'BUSY', 'VOICEMAIL', 'FAILED'] as const satisfies readonly CallOutcome[];

export type Unanswered = (typeof UNANSWERED)[number];

export function isUnanswered(outcome: CallOutcome | null | undefined): outcome is Unanswered {
  return UNANSWERED.some((unanswered) => unanswered === outcome);
}

/** Calls of the company to one phone within the window of its policy, whoever made them, that reached nobody. */
export interface PersonCounts extends Required<RetryCounts> {
  readonly attempts: number;
}

export interface PersonHistory extends PersonCounts {
  /** Answered calls whose outcome an assessment has yet to find: a machine may have spoken. */
  readonly pending: number;
  /** The latest of those that reached nobody; null when there is none. */
  readonly last: { readonly outcome: Unanswered; readonly endedAt: Date } | null;
  /** When another campaign has promised to call; null when none has. */
  readonly promisedAt: Date | null;
}

/** How a campaign calls. */
export interface AttemptPolicy {
  readonly maxAttempts: number;
  readonly retry: RetryPolicy;
}

/** FREE: may be called. RESTS: later; `until` is null where only an assessment can tell. SPENT: not by this campaign any more. */
export type PersonStanding =
  { readonly kind: 'FREE' } | { readonly kind: 'SPENT' } | { readonly kind: 'RESTS'; readonly until: Date | null };

/**
 * What calls of others mean for a campaign that is about to call somebody: every campaign keeps its own rules as if it had made all the
 * calls that reached nobody. So the rules of several never add up, and the shortest does not win. A promised callback asks nothing of
 * this: the person has.
 */
export function standingOf(person: PersonHistory, { maxAttempts, retry }: AttemptPolicy, moment: Date): PersonStanding {
  if (person.attempts >= maxAttempts) return { kind: 'SPENT' };
  if (person.attempts + person.pending >= maxAttempts) return { kind: 'RESTS', until: null };
  const until = later(restsUntil(person, retry), person.promisedAt);
  return until && until > moment ? { kind: 'RESTS', until } : { kind: 'FREE' };
}

/** The earliest moment any draw of the jitter allows. */
function restsUntil(person: PersonHistory, retry: RetryPolicy): Date | null {
  if (!person.last) return null;
  const seconds = delayAfter(person.last.outcome, person, retry) * (1 - retry.jitter);
  return new Date(person.last.endedAt.getTime() + Math.floor(seconds * 1_000));
}

function later(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other;
  return one > other ? one : other;
}
