import type { PlaceCallResult } from '../../voice/carrier.port';
import { NEVER_LEFT } from '../../platform/http/never-sent';

/** CLOSED: in good order. OPEN: nobody is dialed. PROBING: one call is made to see whether the carrier takes it. */
export const ACCOUNT_STATES = ['CLOSED', 'OPEN', 'PROBING'] as const;

export type AccountState = (typeof ACCOUNT_STATES)[number];

/** Legal moves; the database holds the same table and refuses every other. */
export const ACCOUNT_MOVES: Readonly<Record<AccountState | '-', readonly AccountState[]>> = {
  '-': ['CLOSED'],
  CLOSED: ['OPEN'],
  OPEN: ['PROBING', 'CLOSED'],
  PROBING: ['OPEN', 'CLOSED'],
};

/** REFUSED: the carrier takes no call from the account. UNREACHABLE: it cannot be asked, or does not say what it did. */
export type AccountFault = 'REFUSED' | 'UNREACHABLE';

/** How an account at the carrier stands. */
export interface AccountStanding {
  readonly state: AccountState;
  readonly since: Date | null;
  readonly reason: AccountFault | null;
  /** How often it was opened in a row. */
  readonly trips: number;
  /** When the next trial may be made; null while it is closed. */
  readonly retryAt: Date | null;
  /** Faults one after the other, and the moment of the first. */
  readonly troubles: number;
  readonly troublesSince: Date | null;
  /** Calls per second left at `slowedAt`; null while the rate is whole. */
  readonly callsPerSecond: number | null;
  readonly slowedAt: Date | null;
}

export const IN_GOOD_ORDER: AccountStanding = {
  state: 'CLOSED',
  since: null,
  reason: null,
  trips: 0,
  retryAt: null,
  troubles: 0,
  troublesSince: null,
  callsPerSecond: null,
  slowedAt: null,
};

/**
 * What one request says about the account. SERVED: it was looked at, whatever became of it. TAKEN_IN_VAIN: accepted, and failed later because
 * of the account.
 */
export type AccountEvidence = AccountFault | 'TAKEN_IN_VAIN' | 'SERVED' | 'TOO_FAST' | 'NONE';

/** The request a result belongs to. */
export interface RequestMade {
  /** When leave to make it was given. */
  readonly askedAt: Date | null;
  /** The result came after the carrier had accepted the call. */
  readonly wasTaken?: boolean;
}

/** A number that cannot be called, or a caller id that may not be shown, is no fault of the account: the next company may call. */
export function evidenceOf(result: PlaceCallResult, wasTaken = false): AccountEvidence {
  if (result.kind === 'UNKNOWN') return 'UNREACHABLE';
  if (result.kind === 'ACCEPTED') return 'SERVED';
  switch (result.cause) {
    case 'ACCOUNT':
      return wasTaken ? 'TAKEN_IN_VAIN' : 'REFUSED';
    case 'RATE_LIMITED':
      return 'TOO_FAST';
    case 'NOT_SENT':
      return result.code === undefined || result.code === NEVER_LEFT ? 'NONE' : 'UNREACHABLE';
    default:
      return 'SERVED';
  }
}

interface FaultRule {
  /** Faults one after the other that open the account, */
  readonly faults: number;
  /** once the first of them is this old: a moment's hiccup of many requests at once is one. */
  readonly overMs: number;
  /** Until the first trial; doubled with each that fails, */
  readonly coolDownMs: number;
  /** up to this. */
  readonly longestMs: number;
}

/** A connection comes back by itself, mostly soon; a suspended account or a changed key needs a person. */
const RULES: Readonly<Record<AccountFault, FaultRule>> = {
  REFUSED: { faults: 3, overMs: 0, coolDownMs: 15_000, longestMs: 300_000 },
  UNREACHABLE: { faults: 5, overMs: 2_000, coolDownMs: 3_000, longestMs: 12_000 },
};

/** Random part of a cool-down, both ways, so that many installations do not come back together. */
const JITTER = 0.2;
/** Faults further apart than this are not one trouble. */
const TROUBLE_ENDS_MS = 300_000;
/** An account that opens again within this of its recovery has not recovered. */
const RECOVERED_MS = 600_000;
const MOST_TRIPS = 100;
/** A trial whose answer does not come within this is over: another may be made. */
export const PROBE_MS = 15_000;

/** Share of the rate that is left after the carrier has said "too fast", and the least that is ever left. */
const CUT = 0.5;
const LEAST = 0.05;
/** Share of the whole rate that comes back each second: half of it is back after 50 seconds. */
const BACK_PER_SECOND = 0.01;
/** Refusals this close together are answers to one haste. */
export const ONE_HASTE_MS = 5_000;

export interface Judging {
  readonly moment: Date;
  /** When the request was asked for; null where that is not known. */
  readonly askedAt: Date | null;
  /** Uniform in [0, 1). */
  readonly random: number;
  /** Calls per second as configured. */
  readonly wholeRate: number;
}

/** How the account stands after a request. Pure; answers the same object when nothing has changed. */
export function afterRequest(standing: AccountStanding, evidence: AccountEvidence, judging: Judging): AccountStanding {
  switch (evidence) {
    case 'NONE':
      return standing;
    case 'SERVED':
      return served(standing, judging);
    case 'TOO_FAST':
      return slowed(served(standing, judging), judging);
    case 'TAKEN_IN_VAIN':
      return takenInVain(standing, judging);
    default:
      return troubled(standing, evidence, judging);
  }
}

/** Calls per second that may be started at this moment: what was left, and what has come back since. */
export function rateAt({ callsPerSecond, slowedAt }: AccountStanding, moment: Date, wholeRate: number): number {
  if (callsPerSecond === null || !slowedAt) return wholeRate;
  const seconds = Math.max(0, moment.getTime() - slowedAt.getTime()) / 1_000;
  return Math.min(wholeRate, callsPerSecond + wholeRate * BACK_PER_SECOND * seconds);
}

/** Whether a trial is due: the cool-down is over, or the trial under way has not been answered in time. */
export function isProbeDue({ state, retryAt }: AccountStanding, moment: Date): boolean {
  return state !== 'CLOSED' && retryAt !== null && retryAt <= moment;
}

function served(standing: AccountStanding, { moment, wholeRate }: Judging): AccountStanding {
  const isWholeAgain = standing.callsPerSecond !== null && rateAt(standing, moment, wholeRate) >= wholeRate;
  if (standing.state === 'CLOSED' && standing.troubles === 0 && !isWholeAgain) return standing;
  const rate = isWholeAgain ? { callsPerSecond: null, slowedAt: null } : {};
  const untroubled = { ...standing, ...rate, troubles: 0, troublesSince: null };
  if (standing.state === 'CLOSED') return untroubled;
  return { ...untroubled, state: 'CLOSED', since: moment, reason: null, retryAt: null };
}

function slowed(standing: AccountStanding, { moment, wholeRate }: Judging): AccountStanding {
  const isSameHaste = standing.slowedAt && moment.getTime() - standing.slowedAt.getTime() < ONE_HASTE_MS;
  if (isSameHaste) return standing;
  const left = Math.max(wholeRate * LEAST, rateAt(standing, moment, wholeRate) * CUT);
  return { ...standing, callsPerSecond: left, slowedAt: moment };
}

/** What fails while nobody should ask comes from requests that left before: only the trial counts then. */
function troubled(standing: AccountStanding, fault: AccountFault, judging: Judging): AccountStanding {
  if (standing.state === 'OPEN') return standing;
  if (standing.state === 'PROBING') return leftBefore(standing, judging) ? standing : opened(standing, fault, judging);
  const { moment } = judging;
  const began = standing.troublesSince;
  const isOneTrouble = began !== null && moment.getTime() - began.getTime() <= TROUBLE_ENDS_MS;
  const troublesSince = isOneTrouble ? began : moment;
  const next = { ...standing, troubles: isOneTrouble ? standing.troubles + 1 : 1, troublesSince };
  const { faults, overMs } = RULES[fault];
  const isEnough = next.troubles >= faults && moment.getTime() - troublesSince.getTime() >= overMs;
  return isEnough ? opened(next, fault, judging) : next;
}

function leftBefore({ since }: AccountStanding, { askedAt }: Judging): boolean {
  return since !== null && askedAt !== null && askedAt < since;
}

/** One is enough: where calls are accepted that nobody can make, each that is accepted would make an end to counting. */
function takenInVain(standing: AccountStanding, judging: Judging): AccountStanding {
  return standing.state === 'CLOSED' ? opened(standing, 'REFUSED', judging) : troubled(standing, 'REFUSED', judging);
}

function opened(standing: AccountStanding, reason: AccountFault, { moment, random }: Judging): AccountStanding {
  const hasRecovered =
    standing.state === 'CLOSED' && (!standing.since || moment.getTime() - standing.since.getTime() > RECOVERED_MS);
  const trips = Math.min(MOST_TRIPS, (hasRecovered ? 0 : standing.trips) + 1);
  const retryAt = new Date(moment.getTime() + coolDownMs(reason, trips, random));
  return { ...standing, state: 'OPEN', since: moment, reason, trips, retryAt, troubles: 0, troublesSince: null };
}

function coolDownMs(reason: AccountFault, trips: number, random: number): number {
  const { coolDownMs: first, longestMs } = RULES[reason];
  return Math.min(longestMs, first * 2 ** (trips - 1)) * (1 + JITTER * (2 * random - 1));
}
