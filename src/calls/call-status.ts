import type { CarrierEnding } from '../voice/call-ending';
import type { CallOutcome } from './call-outcome';

/** Life of a call: states may be skipped, never reversed; UNKNOWN waits for reconciliation. */
export const CALL_STATUSES = [
  'QUEUED',
  'DIALING',
  'UNKNOWN',
  'RINGING',
  'IN_PROGRESS',
  'COMPLETED',
  'NO_ANSWER',
  'BUSY',
  'FAILED',
  'CANCELED',
] as const;

export type CallStatus = (typeof CALL_STATUSES)[number];

export const LIVE_STATUSES = [
  'QUEUED',
  'DIALING',
  'UNKNOWN',
  'RINGING',
  'IN_PROGRESS',
] as const satisfies readonly CallStatus[];

/** For `status in ${LIVE_SQL}`. */
export const LIVE_SQL = `('${LIVE_STATUSES.join("', '")}')`;

export const FINAL_STATUSES = [
  'COMPLETED',
  'NO_ANSWER',
  'BUSY',
  'FAILED',
  'CANCELED',
] as const satisfies readonly CallStatus[];

export type FinalStatus = (typeof FINAL_STATUSES)[number];

/** Legal moves; the database holds the same table and refuses every other. */
export const CALL_MOVES: Readonly<Record<CallStatus | '-', readonly CallStatus[]>> = {
  '-': ['QUEUED'],
  QUEUED: ['DIALING', 'CANCELED', 'FAILED'],
  DIALING: ['UNKNOWN', 'RINGING', 'IN_PROGRESS', ...FINAL_STATUSES],
  UNKNOWN: ['DIALING', 'RINGING', 'IN_PROGRESS', ...FINAL_STATUSES],
  RINGING: ['IN_PROGRESS', ...FINAL_STATUSES],
  IN_PROGRESS: [...FINAL_STATUSES],
  COMPLETED: [],
  NO_ANSWER: [],
  BUSY: [],
  FAILED: [],
  CANCELED: [],
};

export function isFinal(status: CallStatus): status is FinalStatus {
  return (FINAL_STATUSES as readonly CallStatus[]).includes(status);
}

export function mayMove(from: CallStatus, to: CallStatus): boolean {
  return CALL_MOVES[from].includes(to);
}

/** How a call ended: its final status, and its outcome where the telephone network alone decides it. */
export interface Ending {
  readonly status: FinalStatus;
  readonly outcome: CallOutcome | null;
  /** Present when the carrier, by our or the account's fault, never rang anybody. */
  readonly cause?: CarrierEnding['cause'];
}
