import type { Call } from '../call.entity';

/** What says when to ask for a call. */
export type Polled = Pick<Call, 'status' | 'providerCallId' | 'ringTimeoutSeconds' | 'maxCallSeconds' | 'answeredAt'>;

/** What says how long a call may live. */
export type Outlived = Polled & Pick<Call, 'dialStartedAt' | 'ringingAt'>;

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

/** A carrier's queue is taken to be no longer than this. */
const LONGEST_QUEUE_MS = 3_600_000;
/** What is still believed to ring, or to be talked on, so long after the carrier had to end it lives nowhere any more. */
const GIVEN_UP_AFTER_MS = 5 * 60_000;

/** A call that lives longer than the carrier lets any. END: neither its callbacks nor its record will say how it ended. */
export function decideOverdue(call: Outlived, moment: Date): 'HANG_UP' | 'END' | null {
  const over = endsBy(call);
  if (!over || moment.getTime() < over.getTime() + TALK_GRACE_MS) return null;
  return moment.getTime() < over.getTime() + GIVEN_UP_AFTER_MS ? 'HANG_UP' : 'END';
}

/** When the carrier has ended it at the latest: it was told how long to ring, and how long to let people talk. */
function endsBy({
  status,
  dialStartedAt,
  ringingAt,
  answeredAt,
  ringTimeoutSeconds,
  maxCallSeconds,
}: Outlived): Date | null {
  const ringMs = ringTimeoutSeconds * 1_000;
  switch (status) {
    case 'DIALING':
      return dialStartedAt && after(dialStartedAt, LONGEST_QUEUE_MS + ringMs);
    case 'RINGING':
      return ringingAt && after(ringingAt, ringMs);
    case 'IN_PROGRESS':
      return answeredAt && after(answeredAt, maxCallSeconds * 1_000);
    default:
      return null;
  }
}

function after(moment: Date, ms: number): Date {
  return new Date(moment.getTime() + ms);
}
