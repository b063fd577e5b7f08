/** When somebody may be called, as of one moment. */
export interface OpenHours {
  readonly isOpen: boolean;
  /** Null where only a change can help. */
  readonly opensAt: Date | null;
  /** Null when it stays open. */
  readonly closesAt: Date | null;
}

/** Openings looked at; a wait of weeks has no more. */
const MOST_STEPS = 200;

/** Milliseconds from one moment to another in which the person could have been called. */
export function openWaitMs(hoursAt: (moment: Date) => OpenHours, from: Date, to: Date): number {
  let openMs = 0;
  let at = from;
  for (let step = 0; step < MOST_STEPS && at < to; step += 1) {
    const { isOpen, opensAt, closesAt } = hoursAt(at);
    const until = isOpen ? closesAt : opensAt;
    const next = until && until < to ? until : to;
    if (isOpen) openMs += Math.max(0, next.getTime() - at.getTime());
    at = next > at ? next : new Date(at.getTime() + 1);
  }
  return openMs;
}
