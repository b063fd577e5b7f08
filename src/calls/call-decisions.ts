import { isMachine } from '../voice/call-ending';
import type { PlaceCallResult } from '../voice/carrier.port';
import type { Call } from './call.entity';
import { isFinal } from './call-status';

/**
 * How long a worker that took a call may be silent before another one looks after it. Until the request leaves that costs nothing: the
 * call is given back, and the worker finds that it may not send any more.
 */
export const UNSENT_LEASE_MS = 3_000;

/** The same from the moment before the request leaves: most are answered within a second, then the carrier's list may know more. */
export const SENT_LEASE_MS = 6_000;

/** The part of a call that says whose word about it counts. */
export type Standing = Pick<Call, 'status' | 'providerCallId' | 'unsent' | 'leaseUntil'>;

/** Leave to send is used up here, once: whoever finds the call given back meanwhile sends nothing. */
export function maySend({ status, unsent }: Standing): boolean {
  return status === 'DIALING' && unsent;
}

/**
 * What to do with a request that was begun and not heard of. GIVE_BACK: it provably never left, and `maySend` will not let it any more.
 * SUSPEND: it may have dialed, so only the carrier can tell.
 */
export function decideAbandoned(call: Standing, moment: Date): 'GIVE_BACK' | 'SUSPEND' | null {
  if (call.status !== 'DIALING' || call.providerCallId || !call.leaseUntil || call.leaseUntil > moment) return null;
  return call.unsent ? 'GIVE_BACK' : 'SUSPEND';
}

/**
 * What the carrier's answer to our request does. STOP: the attempt was given up meanwhile, and the phone must not ring. Callbacks may have
 * told more than the answer does: then nothing.
 */
export function decidePlacement(
  call: Standing,
  result: PlaceCallResult,
): 'ACCEPT' | 'REFUSE' | 'SUSPEND' | 'STOP' | 'NOTHING' {
  if (result.kind === 'ACCEPTED') {
    const isForeign = call.providerCallId !== null && call.providerCallId !== result.providerCallId;
    if (isForeign || (isFinal(call.status) && call.providerCallId === null)) return 'STOP';
    return isFinal(call.status) ? 'NOTHING' : 'ACCEPT';
  }
  if (isFinal(call.status) || call.providerCallId) return 'NOTHING';
  if (result.kind === 'REFUSED') return 'REFUSE';
  return call.status === 'DIALING' ? 'SUSPEND' : 'NOTHING';
}

/**
 * Whether a carrier call that asks what to say may be spoken on: only the one the attempt has, or its first, while the attempt lives. The
 * fence against second conversations.
 */
export function mayAdopt(call: Standing & Pick<Call, 'answeredBy'>, providerCallId: string): boolean {
  if (isFinal(call.status) || call.status === 'QUEUED') return false;
  if (call.providerCallId && call.providerCallId !== providerCallId) return false;
  return !isMachine(call.answeredBy);
}

/** Whose a report of the carrier is. LATE: of an attempt that is over. FOREIGN: of a carrier call the attempt does not have. */
export function decideReport(call: Standing, providerCallId: string): 'OWN' | 'LATE' | 'FOREIGN' {
  if (isFinal(call.status)) return 'LATE';
  if (call.status === 'QUEUED' || (call.providerCallId && call.providerCallId !== providerCallId)) return 'FOREIGN';
  return 'OWN';
}
