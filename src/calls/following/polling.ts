import type { Call } from '../call.entity';

/** What says when to ask for a call. */
export type Polled = Pick<Call, 'status' | 'providerCallId' | 'ringTimeoutSeconds' | 'maxCallSeconds' | 'answeredAt'>;

/** An accepted call of which nothing is heard: its callbacks are late, or lost. */
const SILENCE_MS = 10_000;
/** Carriers ring a little longer than they were told, and callbacks take their time. */
const RING_GRACE_MS = 10_000;
/** A conversation is looked at now and then: the callback of its end may be lost, and it holds a slot until then. */
const TALK_GAP_MS = 60_000;
const TALK_GRACE_MS = 10_000;
/** Between questions that changed nothing: doubling from the first to the last. */
const FIRST_GAP_MS = 10_000;
const LAST_GAP_MS = 60_000;
const LAST_DOUBLING = 6;

/** The call as it will be after `change`. */
export function polledAs(call: Polled, change: Partial<Polled>): Polled {
  const { status, providerCallId, ringTimeoutSeconds, maxCallSeconds, answeredAt } = call;
  return { status, providerCallId, ringTimeoutSeconds, maxCallSeconds, answeredAt, ...change };
}

/** When the carrier is to be asked for a call that has just moved; null while there is nothing to ask about. */
export function firstPollAt(call: Polled, moment: Date): Date | null {
  if (!call.providerCallId) return null;
  switch (call.status) {
    case 'DIALING':
      return after(moment, SILENCE_MS);
    case 'RINGING':
      return after(moment, call.ringTimeoutSeconds * 1_000 + RING_GRACE_MS);
    case 'IN_PROGRESS':
      return nextDuringTalk(call, moment);
    default:
      return null;
  }
}

/** When to ask again after a question that changed nothing; `polls` counts those. */
export function pollAgainAt(call: Polled, polls: number, moment: Date): Date {
  const gap = Math.min(LAST_GAP_MS, FIRST_GAP_MS * 2 ** Math.min(polls, LAST_DOUBLING));
  return call.status === 'IN_PROGRESS' ? nextDuringTalk(call, moment) : after(moment, gap);
}

/** Every minute, and as soon as the carrier must have ended it. */
function nextDuringTalk({ answeredAt, maxCallSeconds }: Polled, moment: Date): Date {
  const over = after(answeredAt ?? moment, maxCallSeconds * 1_000 + TALK_GRACE_MS);
  const next = after(moment, TALK_GAP_MS);
  return moment < over && over < next ? over : next;
}

/**
 * What it means that the carrier does not know the id of a call. One such answer may come from a replica that lags behind: `END` only
 * after a second, `confirmMs` later.
 */
export function decideAbsent(absentSince: Date | null, moment: Date, confirmMs: number): 'END' | 'ASK_AGAIN' {
  return absentSince && moment.getTime() - absentSince.getTime() >= confirmMs ? 'END' : 'ASK_AGAIN';
}

function after(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}
