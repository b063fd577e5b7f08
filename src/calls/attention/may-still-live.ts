import type { Call } from '../call.entity';

/** A request leaves so long after the decision at most, and carriers ring a little longer than they were told. */
const SLACK_SECONDS = 60;

/** Until when a call whose request was never answered may still ring, or be talked on: nobody may say before that how it ended. */
export function mayStillLiveUntil(
  call: Pick<Call, 'dialStartedAt' | 'ringTimeoutSeconds' | 'maxCallSeconds'>,
  requestMs: number,
): Date {
  const dialed = call.dialStartedAt?.getTime() ?? 0;
  const lasts = (call.ringTimeoutSeconds + call.maxCallSeconds + SLACK_SECONDS) * 1_000;
  return new Date(dialed + requestMs + lasts);
}
