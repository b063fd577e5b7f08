import { type CallingWindows, HORIZON_DAYS, isOpenAt, nextOpening } from './calling-window';
import type { DialZone } from './dial-zone';

/** Which rules decided; kept on every receipt. */
export const RULES_VERSION = '2026-11-20.window-suppression-phone-cap';

/** Calls one person may get within any 24 hours, whoever of the tenant asks: answered or not, all attempts count. */
export const PERSON_CAP = 3;
export const PERSON_CAP_PERIOD_MS = 24 * 60 * 60_000;

/** A condition that does not know when it clears is asked again at the next whole five minutes. */
const RECHECK_MS = 5 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

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

/** Everything a decision rests on. */
export interface DialEvidence {
  readonly zone: DialZone;
  readonly moment: Date;
  readonly suppressed: boolean;
  /** False once calls have taught that the number does not exist or is somebody else's. */
  readonly phoneUsable: boolean;
  /** Start of the `PERSON_CAP`th latest call to this person within the period before `moment`; null while calls are left. */
  readonly capStart: Date | null;
  readonly windows?: CallingWindows;
  readonly conditions?: readonly DialCondition[];
}

export type DialVerdict =
  | { readonly verdict: 'ALLOW'; readonly reason: 'OK'; readonly explanation: string }
  | { readonly verdict: 'DEFER'; readonly reason: string; readonly explanation: string; readonly until: Date }
  | { readonly verdict: 'DENY'; readonly reason: string; readonly explanation: string };

/**
 * May this person be called at this moment? The first rule that says no is the reason; what no waiting can cure comes before what
 * waiting cures. A deferral names the first moment at which the same facts would allow the call.
 */
export function verdictOn(evidence: DialEvidence): DialVerdict {
  return (
    locationUnknown(evidence) ??
    suppressed(evidence) ??
    phoneUnusable(evidence) ??
    deniedByCaller(evidence) ??
    deferredByCaller(evidence) ??
    frequencyCap(evidence) ??
    outsideWindow(evidence) ?? { verdict: 'ALLOW', reason: 'OK', explanation: 'Every rule allows the call now.' }
  );
}

function locationUnknown({ zone }: DialEvidence): DialVerdict | undefined {
  if (zone.timeZones.length > 0) return undefined;
  return {
    verdict: 'DENY',
    reason: 'LOCATION_UNKNOWN',
    explanation: 'Neither the number nor an address says where this person is, so no local time is known to be lawful.',
  };
}

function suppressed(evidence: DialEvidence): DialVerdict | undefined {
  if (!evidence.suppressed) return undefined;
  return { verdict: 'DENY', reason: 'PERSON_SUPPRESSED', explanation: 'This person is on the do-not-contact list.' };
}

/** No waiting makes a dead number live, or a stranger the person we mean. */
function phoneUnusable(evidence: DialEvidence): DialVerdict | undefined {
  if (evidence.phoneUsable) return undefined;
  return {
    verdict: 'DENY',
    reason: 'PHONE_UNUSABLE',
    explanation: 'An earlier call showed that the number does not exist or belongs to somebody else.',
  };
}

function deniedByCaller({ conditions }: DialEvidence): DialVerdict | undefined {
  const denial = conditions?.find((condition) => condition.verdict === 'DENY');
  return denial && { verdict: 'DENY', reason: denial.reason, explanation: denial.explanation };
}

/** Of several waits the longest counts. */
function deferredByCaller(evidence: DialEvidence): DialVerdict | undefined {
  const waits = (evidence.conditions ?? [])
    .filter((condition) => condition.verdict === 'DEFER')
    .map((condition) => ({ condition, until: condition.until ?? nextRecheck(evidence.moment) }));
  const longest = waits.reduce<(typeof waits)[number] | undefined>(
    (a, b) => (a && a.until >= b.until ? a : b),
    undefined,
  );
  if (!longest) return undefined;
  const { reason, explanation } = longest.condition;
  return { verdict: 'DEFER', reason, explanation, until: lawfulFrom(longest.until, evidence) };
}

/** A call exactly 24 hours old no longer counts, so the wait ends at that very moment. */
function frequencyCap(evidence: DialEvidence): DialVerdict | undefined {
  if (!evidence.capStart) return undefined;
  const clears = new Date(evidence.capStart.getTime() + PERSON_CAP_PERIOD_MS);
  return {
    verdict: 'DEFER',
    reason: 'FREQUENCY_CAP',
    explanation: `This person has been called ${PERSON_CAP} times within 24 hours, the most that is allowed.`,
    until: lawfulFrom(clears, evidence),
  };
}

function outsideWindow({ zone, moment, windows }: DialEvidence): DialVerdict | undefined {
  if (isOpenAt(zone, moment, windows)) return undefined;
  const opens = nextOpening(zone, moment, windows);
  const clocks =
    zone.timeZones.length === 1 ? 'local time' : `local time in each of ${zone.timeZones.length} possible time zones`;
  return {
    verdict: 'DEFER',
    reason: 'OUTSIDE_WINDOW',
    explanation: opens
      ? `It is outside the hours this person may be called (08:00 to 21:00 ${clocks}${windows ? ', narrowed by the campaign' : ''}).`
      : `The hours this person may be called do not open within ${HORIZON_DAYS} days: the windows leave no common hour.`,
    until: opens ?? endOfHorizon(moment),
  };
}

/** The first moment from `moment` on that the window allows. */
function lawfulFrom(moment: Date, { zone, windows }: DialEvidence): Date {
  return nextOpening(zone, moment, windows) ?? endOfHorizon(moment);
}

/** On a whole day, so that the same wait keeps the same end however often it is asked. */
function endOfHorizon(moment: Date): Date {
  return new Date((Math.floor(moment.getTime() / DAY_MS) + HORIZON_DAYS) * DAY_MS);
}

function nextRecheck(moment: Date): Date {
  return new Date((Math.floor(moment.getTime() / RECHECK_MS) + 1) * RECHECK_MS);
}
