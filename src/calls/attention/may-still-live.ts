import type { Call } from '../call.entity';

/** A request leaves so long after the decision at most, and carriers ring a little longer than they were told. */
const SLACK_SECONDS = 60;

/** How long a request is under way at most, and from when on the carrier's queue is empty where that is known. */
export interface WayToPhone {
  readonly requestMs: number;
  readonly queueEmptyFrom: Date | null;
}

/** Until when a call whose request was never answered may still ring, or be talked on: nobody may say before that how it ended. */
export function mayStillLiveUntil(
  call: Pick<Call, 'dialStartedAt' | 'ringTimeoutSeconds' | 'maxCallSeconds'>,
  { requestMs, queueEmptyFrom }: WayToPhone,
): Date {
  const arrived = (call.dialStartedAt?.getTime() ?? 0) + requestMs;
  const lasts = (call.ringTimeoutSeconds + call.maxCallSeconds + SLACK_SECONDS) * 1_000;
  return new Date(Math.max(arrived, queueEmptyFrom?.getTime() ?? 0) + lasts);
}
