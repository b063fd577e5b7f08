import type { ContactDecision } from './rules/contact-decision';

/** The answer to "may we contact this person now?", with the reason in words. */
export type ContactVerdict =
  | {
      readonly verdict: 'ALLOW';
      readonly reason: string;
      readonly explanation: string;
      /** First moment at which the hours would no longer allow it; null where no hours apply. */
      readonly closesAt: Date | null;
    }
  | { readonly verdict: 'DEFER'; readonly reason: string; readonly explanation: string; readonly until: Date }
  | { readonly verdict: 'DENY'; readonly reason: string; readonly explanation: string };

/** Something the caller found out that stands in the way: the state of the campaign, its caps, the budget. */
export interface DialCondition {
  /** DEFER: only time must pass. DENY: a fact must change. */
  readonly verdict: 'DEFER' | 'DENY';
  /** SCREAMING_SNAKE. */
  readonly reason: string;
  /** A sentence for people, without personal data. */
  readonly explanation: string;
  /** When a DEFER clears, where that is known. */
  readonly until?: Date;
}

/** A condition that does not know when it clears is asked again at the next whole five minutes. */
const RECHECK_MS = 5 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/**
 * What the law says and what the caller has found out, as one answer. What no waiting can cure comes before what waiting cures, the law
 * before the caller; of waits the caller's come first, the longest of them, since the law's would be over sooner or asked again
 * then anyway: each wait ends at a moment the law allows.
 * @param lawAt what the law would say of the same facts at another moment.
 */
export function verdictOf(
  law: ContactVerdict,
  conditions: readonly DialCondition[],
  { moment, horizonDays, lawAt }: { moment: Date; horizonDays: number; lawAt: (moment: Date) => ContactVerdict },
): ContactVerdict {
  if (law.verdict === 'DENY') return law;
  const denial = conditions.find(({ verdict }) => verdict === 'DENY');
  if (denial) return { verdict: 'DENY', reason: denial.reason, explanation: denial.explanation };
  const waits = conditions.map((condition) => ({ condition, until: condition.until ?? nextRecheck(moment) }));
  const [longest] = waits.sort((a, b) => b.until.getTime() - a.until.getTime());
  if (!longest) return law;
  const { reason, explanation } = longest.condition;
  return { verdict: 'DEFER', reason, explanation, until: lawfulFrom(lawAt(longest.until), longest.until, horizonDays) };
}

/** The law's own answer, in words. A wait without a known end is asked again where the rules no longer look ahead. */
export function verdictOfLaw(
  decision: ContactDecision,
  explanation: string,
  { moment, horizonDays }: { moment: Date; horizonDays: number },
): ContactVerdict {
  const { reason } = decision;
  if (decision.verdict === 'ALLOW') return { verdict: 'ALLOW', reason, explanation, closesAt: decision.closesAt };
  if (decision.verdict === 'DENY') return { verdict: 'DENY', reason, explanation };
  return {
    verdict: 'DEFER',
    reason,
    explanation,
    until: decision.nextAllowedAt ?? endOfHorizon(moment, horizonDays),
  };
}

/** What the law denies by then is asked, and denied, then. */
function lawfulFrom(then: ContactVerdict, moment: Date, horizonDays: number): Date {
  if (then.verdict !== 'DEFER') return moment;
  return then.until > moment ? then.until : endOfHorizon(moment, horizonDays);
}

/** On a whole day, so that the same wait keeps the same end however often it is asked. */
export function endOfHorizon(moment: Date, days: number): Date {
  return new Date((Math.floor(moment.getTime() / DAY_MS) + days) * DAY_MS);
}

function nextRecheck(moment: Date): Date {
  return new Date((Math.floor(moment.getTime() / RECHECK_MS) + 1) * RECHECK_MS);
}
