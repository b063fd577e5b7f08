import type { CallOutcome } from '../../calls/call-outcome';
import { planRetry } from '../rules/retry-planner';
import type { RetryPolicy } from '../rules/retry-policy';
import type { Ending } from './forecast';

/** Whose calls a rate was taken from. */
export type RateBasis = 'CAMPAIGN' | 'COMPANY' | 'ASSUMED';

/** What the latest calls of somebody were like. */
export interface CallSample {
  readonly outcomes: Readonly<Partial<Record<CallOutcome, number>>>;
  /** Mean seconds from dial to end; null when no call has ended. */
  readonly secondsPerCall: number | null;
  /** Mean cost; null when the carrier has named none. */
  readonly costPerCallMicros: number | null;
}

export interface CallRates {
  readonly basis: RateBasis;
  readonly costBasis: RateBasis;
  readonly calls: number;
  /** Shares of outcomes; they add up to 1. */
  readonly shares: ReadonlyMap<CallOutcome, number>;
  readonly secondsPerCall: number;
  readonly costPerCallMicros: number;
}

/** Fewer calls than this say too little. */
const ENOUGH = 30;

/** Of nobody's calls: ours, for a company that has not called yet. A minute of a call within the US costs 0.014 USD at Twilio. */
const ASSUMED: CallSample & { secondsPerCall: number; costPerCallMicros: number } = {
  outcomes: { NO_ANSWER: 50, VOICEMAIL: 20, BUSY: 5, FAILED: 2, UNQUALIFIED: 18, QUALIFIED: 5 },
  secondsPerCall: 45,
  costPerCallMicros: 14_000,
};

const REACHED_NOBODY: ReadonlySet<CallOutcome> = new Set<CallOutcome>(['NO_ANSWER', 'VOICEMAIL', 'BUSY', 'FAILED']);

/** The campaign's own calls where there are enough, else the company's, else what is assumed of everybody. */
export function ratesOf(campaign: CallSample, company: CallSample): CallRates {
  const found = [
    ['CAMPAIGN', campaign],
    ['COMPANY', company],
  ] as const;
  const [basis, sample] = found.find(([, one]) => countOf(one) >= ENOUGH) ?? (['ASSUMED', ASSUMED] as const);
  const [costBasis, priced] =
    found.find(([, one]) => one.costPerCallMicros !== null) ?? (['ASSUMED', ASSUMED] as const);
  const calls = countOf(sample);
  const entries = Object.entries(sample.outcomes) as [CallOutcome, number][];
  return {
    basis,
    costBasis,
    calls,
    shares: new Map(entries.map(([outcome, count]) => [outcome, count / calls])),
    secondsPerCall: sample.secondsPerCall ?? ASSUMED.secondsPerCall,
    costPerCallMicros: priced.costPerCallMicros ?? ASSUMED.costPerCallMicros,
  };
}

/** The same, if the share of calls that reach nobody is as high as these calls allow for, with 95 % confidence (Wilson 1927). */
export function atTheirWorst(rates: CallRates): CallRates {
  const nobody = shareOf(rates, (outcome) => REACHED_NOBODY.has(outcome));
  if (nobody === 0 || nobody === 1) return rates;
  const worst = wilsonUpper(nobody, rates.calls);
  const shares = [...rates.shares].map(([outcome, share]): [CallOutcome, number] => [
    outcome,
    REACHED_NOBODY.has(outcome) ? (share * worst) / nobody : (share * (1 - worst)) / (1 - nobody),
  ]);
  return { ...rates, shares: new Map(shares) };
}

/** How calls end, and when the planner of retries would have the lead called again. */
export function endingsOf(
  { shares }: CallRates,
  { maxAttempts, retry }: { readonly maxAttempts: number; readonly retry: RetryPolicy },
): Ending[] {
  return [...shares].map(([outcome, share]) => ({
    share,
    againAfterSeconds: (attempts) => {
      // Of so many attempts this share is to have ended like this one.
      const alike = Math.max(1, Math.round(attempts * share));
      const counts = { noAnswerCount: alike, busyCount: alike, failedCount: alike, voicemailCount: alike };
      const plan = planRetry(outcome, { attempts, maxAttempts, ...counts }, retry, 0.5);
      return plan.again ? plan.delaySeconds : null;
    },
  }));
}

function countOf({ outcomes }: CallSample): number {
  return Object.values(outcomes).reduce((sum, count) => sum + count, 0);
}

function shareOf({ shares }: CallRates, is: (outcome: CallOutcome) => boolean): number {
  return [...shares].reduce((sum, [outcome, share]) => sum + (is(outcome) ? share : 0), 0);
}

/** Of a two-sided 95 % interval. */
const Z = 1.96;

function wilsonUpper(share: number, calls: number): number {
  const centre = share + Z ** 2 / (2 * calls);
  const spread = Z * Math.sqrt((share * (1 - share)) / calls + Z ** 2 / (4 * calls ** 2));
  return Math.min(1, (centre + spread) / (1 + Z ** 2 / calls));
}
