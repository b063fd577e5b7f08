import type { CallStatus } from '../ledger/call-record';
import type { Pickup } from '../personas/persona';
import { personaFor } from '../personas/persona-directory';
import { drawBetween } from '../simulation/seeded';
import type { LiveCall } from './live-call';

export type RingOutcome = { kind: 'answered'; pickup: Pickup } | { kind: 'ended'; status: CallStatus; sipCode: number };

/** Simulated milliseconds from leaving the queue to the first ring, and from there to a busy tone. */
const setupMs = 1_200;
const busyMs = 1_500;

/** Rings the phone. Null when the call was cut off meanwhile. */
export async function ring(call: LiveCall, seed: number, rings: () => void): Promise<RingOutcome | null> {
  const { attempt, request } = call.record;
  const pickup = personaFor(request.to, seed).pickup(attempt);
  const limitMs = request.timeout * 1_000;
  if (!(await call.wait(setupMs))) return null;
  rings();
  if (pickup === 'busy') {
    return (await call.wait(busyMs)) ? { kind: 'ended', status: 'busy', sipCode: 486 } : null;
  }
  const takesMs = pickup === 'no-answer' ? Infinity : ringMs(request.to, attempt, pickup, seed);
  if (takesMs >= limitMs) {
    // Twilio gives up by cancelling the invitation, hence 487.
    return (await call.wait(limitMs)) ? { kind: 'ended', status: 'no-answer', sipCode: 487 } : null;
  }
  return (await call.wait(takesMs)) ? { kind: 'answered', pickup } : null;
}

function ringMs(number: string, attempt: number, pickup: Pickup, seed: number): number {
  return pickup === 'machine'
    ? drawBetween(14_000, 18_000, seed, number, attempt, 'ring')
    : drawBetween(3_000, 12_000, seed, number, attempt, 'ring');
}
