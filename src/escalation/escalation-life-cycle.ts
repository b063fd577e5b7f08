/** RAISED: waits for somebody. CLAIMED: somebody has taken it. RESOLVED: done. */
export const ESCALATION_STATUSES = ['RAISED', 'CLAIMED', 'RESOLVED'] as const;

export type EscalationStatus = (typeof ESCALATION_STATUSES)[number];

/** Legal moves; `-` is before it exists. The database holds the same table and refuses any other move. */
export const ESCALATION_MOVES: Readonly<Record<'-' | EscalationStatus, readonly EscalationStatus[]>> = {
  '-': ['RAISED'],
  RAISED: ['CLAIMED', 'RESOLVED'],
  CLAIMED: ['RAISED', 'RESOLVED'],
  RESOLVED: [],
};
