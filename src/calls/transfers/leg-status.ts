import { CALL_STATUSES, type CallStatus, FINAL_STATUSES, isFinal } from '../call-status';

/** Life of the call to one colleague, in the words of any call. */
export const LEG_STATUSES = CALL_STATUSES;

export type LegStatus = CallStatus;

/** ACCEPTED: the key was pressed. DECLINED: another key, or none. GIVEN_UP: they are not wanted any more. */
export const LEG_VERDICTS = ['ACCEPTED', 'DECLINED', 'GIVEN_UP'] as const;

export type LegVerdict = (typeof LEG_VERDICTS)[number];

/** A request that provably never left goes back in the queue. The database holds the same table and refuses every other move. */
export const LEG_MOVES: Readonly<Record<LegStatus | '-', readonly LegStatus[]>> = {
  '-': ['QUEUED'],
  QUEUED: ['DIALING', 'CANCELED'],
  DIALING: ['QUEUED', 'UNKNOWN', 'RINGING', 'IN_PROGRESS', ...FINAL_STATUSES],
  UNKNOWN: ['DIALING', 'RINGING', 'IN_PROGRESS', ...FINAL_STATUSES],
  RINGING: ['IN_PROGRESS', ...FINAL_STATUSES],
  IN_PROGRESS: [...FINAL_STATUSES],
  COMPLETED: [],
  NO_ANSWER: [],
  BUSY: [],
  FAILED: [],
  CANCELED: [],
};

/** Nobody waits for them any more; `look_at` says when it is looked at whether their phone is silent. */
export function isUnwanted({ verdict }: { readonly verdict: LegVerdict | null }): boolean {
  return verdict === 'GIVEN_UP' || verdict === 'DECLINED';
}

/** The carrier has it, or may have it. */
export function isLegLive(status: LegStatus): boolean {
  return status !== 'QUEUED' && !isFinal(status);
}

/** For `status in ${LIVE_LEGS_SQL}`: those that hold a line of the carrier account. */
export const LIVE_LEGS_SQL = `('DIALING', 'UNKNOWN', 'RINGING', 'IN_PROGRESS')`;
