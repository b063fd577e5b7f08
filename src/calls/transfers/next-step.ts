import type { CallStatus } from '../call-status';
import { isFinal } from '../call-status';
import { isLegLive } from './leg-status';
import type { TransferLeg } from './transfer-leg.entity';
import type { Transfer } from './transfer.entity';

/** A request to move the caller is repeated after this: it moves them to the same place however often it is made. */
export const MOVE_AGAIN_MS = 4_000;
/** The agent's last words before a caller is moved are spoken by then. */
export const SPOKEN_BY_MS = 20_000;
const MOST_MOVES = 4;
/** Whoever cannot be given back to the agent, by so many requests, is not left in an empty room: the call is ended. */
const MOST_RETURNS = 8;
/** A caller is not kept waiting longer, whoever rings. */
const LONGEST_HOLD_MS = 5 * 60_000;
/** Beside the ringing: the carrier's queue, the way to the phone, and a request that is not answered. */
const RING_GRACE_MS = 10_000;
/** The summary and the question are spoken, and time to press a key has passed. */
const ASK_MS = 90_000;
/** The carrier asks what to do with the caller as soon as the colleague has left; after this it is told. */
const LEFT_ALONE_MS = 3_000;
const FALLS = 3;
/** A quiet conversation is looked at now and then. */
const QUIET_MS = 60_000;

export interface CallerStanding {
  readonly status: CallStatus;
}

/**
 * What to do for a transfer next. WAIT: nothing before `at`, unless something is heard. MOVE and RETURN ask the carrier to move the
 * caller, into the room and back to the agent; SET_LIMIT tells it how long the call may last.
 */
export type NextStep =
  | { readonly kind: 'WAIT'; readonly at: Date }
  | { readonly kind: 'MOVE' | 'RETURN' | 'HANG_UP' | 'SET_LIMIT' }
  | { readonly kind: 'HOLD' | 'CANCEL' | 'END' }
  | { readonly kind: 'RING'; readonly leg: TransferLeg }
  | { readonly kind: 'GIVE_UP'; readonly leg: TransferLeg }
  | { readonly kind: 'FALL_BACK'; readonly result: 'NOBODY_ACCEPTED' | 'FAILED' }
  | { readonly kind: 'NOTHING' };

type Standing = Pick<
  Transfer,
  'state' | 'moves' | 'falls' | 'enteredAt' | 'limitSetAt' | 'actAt' | 'legId' | 'createdAt' | 'settledAt'
>;

/**
 * Decides from what is stored alone, so whoever comes next, after whatever died, goes on where it stopped. Asked again after each step
 * until it answers WAIT or NOTHING.
 */
export function nextStep(
  transfer: Standing,
  legs: readonly TransferLeg[],
  caller: CallerStanding,
  moment: Date,
): NextStep {
  if (transfer.state === 'ENDED' || transfer.state === 'CANCELLED') return { kind: 'NOTHING' };
  if (isFinal(caller.status)) {
    return { kind: transfer.state === 'CONNECTED' || transfer.state === 'FALLBACK' ? 'END' : 'CANCEL' };
  }
  switch (transfer.state) {
    case 'REQUESTED':
      return requested(transfer, moment);
    case 'CONNECTED':
      return connected(transfer, legs, moment);
    case 'FALLBACK':
      return returning(transfer, moment);
    default:
      return waiting(transfer, legs, moment);
  }
}

function requested(transfer: Standing, moment: Date): NextStep {
  if (!isDue(transfer, moment)) return { kind: 'WAIT', at: transfer.actAt ?? moment };
  return transfer.moves < MOST_MOVES ? { kind: 'MOVE' } : { kind: 'FALL_BACK', result: 'FAILED' };
}

function returning(transfer: Standing, moment: Date): NextStep {
  if (!isDue(transfer, moment)) return { kind: 'WAIT', at: transfer.actAt ?? moment };
  return { kind: transfer.moves < MOST_RETURNS ? 'RETURN' : 'HANG_UP' };
}

/** One colleague after the other, for as long as a caller may be kept waiting. */
function waiting(transfer: Standing, legs: readonly TransferLeg[], moment: Date): NextStep {
  const leg = legs.find(({ status, verdict }) => isLegLive(status) && verdict === null);
  const patience = after(transfer.enteredAt ?? transfer.createdAt, LONGEST_HOLD_MS);
  const isTooLong = moment >= patience || transfer.falls > FALLS;
  if (leg) {
    const until = patienceWith(leg);
    if (isTooLong || moment >= until) return { kind: 'GIVE_UP', leg };
    if (!transfer.limitSetAt) return settingLimit(transfer, moment);
    return { kind: 'WAIT', at: earlier(until, patience) };
  }
  if (transfer.state !== 'HOLDING') return { kind: 'HOLD' };
  const next = legs.find(({ status }) => status === 'QUEUED');
  if (!next || isTooLong) return { kind: 'FALL_BACK', result: transfer.falls > FALLS ? 'FAILED' : 'NOBODY_ACCEPTED' };
  return { kind: 'RING', leg: next };
}

/** The carrier may not be asked twice at a time; a call that is not allowed to last longer is still talked on. */
function settingLimit(transfer: Standing, moment: Date): NextStep {
  return isDue(transfer, moment) ? { kind: 'SET_LIMIT' } : { kind: 'WAIT', at: transfer.actAt ?? moment };
}

function patienceWith({ status, answeredAt, dialStartedAt, ringTimeoutSeconds }: TransferLeg): Date {
  if (status === 'IN_PROGRESS' && answeredAt) return after(answeredAt, ASK_MS);
  return after(dialStartedAt ?? new Date(0), ringTimeoutSeconds * 1_000 + RING_GRACE_MS);
}

function connected(transfer: Standing, legs: readonly TransferLeg[], moment: Date): NextStep {
  const leg = legs.find(({ id }) => id === transfer.legId);
  if (leg && isLegLive(leg.status)) {
    if (!transfer.limitSetAt) return settingLimit(transfer, moment);
    return { kind: 'WAIT', at: after(moment, QUIET_MS) };
  }
  const alone = after(leg?.endedAt ?? moment, LEFT_ALONE_MS);
  if (moment < alone) return { kind: 'WAIT', at: alone };
  return isDue(transfer, moment) ? { kind: 'HANG_UP' } : { kind: 'WAIT', at: transfer.actAt ?? moment };
}

function isDue({ actAt }: Standing, moment: Date): boolean {
  return !actAt || actAt <= moment;
}

function after(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
