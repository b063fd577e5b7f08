import { personaNamed } from '../personas/persona-directory';
import type { CallRecord, Notification, Turn } from './call-record';

/** A call as the ledger shows it. Moments are ISO 8601 in UTC. */
export interface LedgerEntry {
  sid: string;
  accountSid: string;
  to: string;
  from: string;
  createdAt: string;
  startedAt: string | null;
  answeredAt: string | null;
  endedAt: string | null;
  status: string;
  /** Simulated seconds of conversation. */
  duration: number | null;
  sipResponseCode: number | null;
  answeredBy: string | null;
  price: string | null;
  /** The callback addresses exactly as they were given; null for inline TwiML. */
  url: string | null;
  statusCallback: string | null;
  attempt: number;
  liveToSameNumber: number;
  persona: { number: number; name: string };
  turns: Turn[] | null;
  notifications: Notification[];
}

export function ledgerEntry(call: CallRecord): LedgerEntry {
  const { request } = call;
  return {
    sid: call.sid,
    accountSid: call.accountSid,
    to: request.to,
    from: request.from,
    createdAt: iso(call.createdAt),
    startedAt: isoOrNull(call.startedAt),
    answeredAt: isoOrNull(call.answeredAt),
    endedAt: isoOrNull(call.endedAt),
    status: call.status,
    duration: call.durationS,
    sipResponseCode: call.sipCode,
    answeredBy: call.answeredBy,
    price: call.price,
    url: 'url' in request.answer ? request.answer.url : null,
    statusCallback: request.statusCallback?.url ?? null,
    attempt: call.attempt,
    liveToSameNumber: call.liveToSameNumber,
    persona: { number: call.persona, name: personaNamed(call.persona) },
    turns: call.turns,
    notifications: call.notifications,
  };
}

function iso(moment: number): string {
  return new Date(moment).toISOString();
}

function isoOrNull(moment: number | null): string | null {
  return moment === null ? null : iso(moment);
}
