/** Statuses of the Call resource. */
export const callStatuses = [
  'queued',
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'failed',
  'no-answer',
  'canceled',
] as const;
export type CallStatus = (typeof callStatuses)[number];

const finals: readonly CallStatus[] = ['completed', 'busy', 'failed', 'no-answer', 'canceled'];

export function isFinal(status: CallStatus): boolean {
  return finals.includes(status);
}

export type HttpMethod = 'GET' | 'POST';

/** Where a document or a callback lives. */
export interface Endpoint {
  url: string;
  method: HttpMethod;
}

/** What the create request asked for. */
export interface CallRequest {
  to: string;
  from: string;
  /** The document to run when the phone is picked up: at an address, or given inline. */
  answer: Endpoint | { twiml: string };
  fallback: Endpoint | null;
  statusCallback: Endpoint | null;
  statusCallbackEvents: readonly string[];
  /** Seconds the phone may ring. */
  timeout: number;
  /** Seconds the conversation may last. */
  timeLimit: number;
  machineDetection: 'Enable' | 'DetectMessageEnd' | null;
  /** Seconds before machine detection gives up. */
  machineDetectionTimeout: number;
  asyncAmd: boolean;
  asyncAmdStatusCallback: Endpoint | null;
}

export interface Turn {
  speaker: 'AGENT' | 'LEAD';
  text: string;
  /** Milliseconds of simulated conversation gone by. */
  atMs: number;
}

/** Something Twilio would have written to its debugger. */
export interface Notification {
  code: number;
  message: string;
}

/** A recording of a call; both voices in one channel. */
export interface Recording {
  readonly sid: string;
  readonly startedAt: number;
}

/** One dialed call. Moments are epoch milliseconds of the real clock. */
export interface CallRecord {
  readonly sid: string;
  readonly accountSid: string;
  readonly request: CallRequest;
  readonly createdAt: number;
  /** Lists do not show the call before this moment. */
  visibleAt: number;
  updatedAt: number;
  /** When it left the queue. */
  startedAt: number | null;
  answeredAt: number | null;
  endedAt: number | null;
  status: CallStatus;
  queueTimeMs: number;
  /** Simulated seconds from answer to end; null until it ends and for calls nobody answered. */
  durationS: number | null;
  answeredBy: string | null;
  price: string | null;
  sipCode: number | null;
  /** Which dialing of this number this was, from 1; 0 while queued. */
  attempt: number;
  /** Number of the persona who owns the phone. */
  persona: number;
  /** Other calls to the same number that were live when this one was accepted. */
  liveToSameNumber: number;
  /** Null once forgotten to save memory. */
  turns: Turn[] | null;
  notifications: Notification[];
  /** Recordings the account made of it. */
  recordings: Recording[];
}
