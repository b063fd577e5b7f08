/** How a request to dial and the ringing after it lie in time. */
export interface RingPlan {
  readonly moment: Date;
  /** When the hours end, by law or by the company; null where none apply. */
  readonly endsAt: Date | null;
  /** How long the carrier lets new calls wait before it dials them, as it said last. */
  readonly queueMs: number;
  /** How long a request may be under way. */
  readonly requestMs: number;
  /** How long the phone may ring, as the campaign wishes. */
  readonly ringTimeoutSeconds: number;
}

/** What to ask the carrier for. `ringBy`: a phone that does not ring by then is to be left alone; null where no hours apply. */
export interface RingTime {
  readonly ringTimeoutSeconds: number;
  readonly ringBy: Date | null;
}

/** Nobody gets to a phone faster than this: a shorter ring is not worth a call. */
const SHORTEST_RING_SECONDS = 15;

/** Carriers may ring so much longer than they were told (twilio.com/docs/voice/api/call-resource, `Timeout`). */
const RING_BUFFER_MS = 5_000;

/** Milliseconds from the decision to dial until the last moment the phone may ring, at the shortest ring. */
export function shortestRingingMs({
  queueMs,
  requestMs,
  ringTimeoutSeconds,
}: Omit<RingPlan, 'moment' | 'endsAt'>): number {
  return queueMs + requestMs + Math.min(ringTimeoutSeconds, SHORTEST_RING_SECONDS) * 1_000 + RING_BUFFER_MS;
}

/**
 * The ring that ends before the hours do: as long as the campaign wishes, or shorter, down to 15 s. Null when even that would ring
 * beyond them.
 */
export function ringWithin(plan: RingPlan): RingTime | null {
  const { moment, endsAt, queueMs, requestMs, ringTimeoutSeconds } = plan;
  if (!endsAt) return { ringTimeoutSeconds, ringBy: null };
  const leftMs = endsAt.getTime() - moment.getTime();
  if (leftMs < shortestRingingMs(plan)) return null;
  const roomSeconds = Math.floor((leftMs - queueMs - requestMs - RING_BUFFER_MS) / 1_000);
  const seconds = Math.min(ringTimeoutSeconds, roomSeconds);
  return { ringTimeoutSeconds: seconds, ringBy: new Date(endsAt.getTime() - seconds * 1_000 - RING_BUFFER_MS) };
}
