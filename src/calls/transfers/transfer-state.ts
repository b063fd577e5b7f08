/**
 * Life of a transfer. HOLDING: the caller waits in the room and no phone rings. FALLBACK: nobody takes the call, and the caller is on the
 * way back to the agent. ENDED: the caller is back, or the colleague and the caller have talked. CANCELLED: the caller left before.
 */
export const TRANSFER_STATES = [
  'REQUESTED',
  'HOLDING',
  'RINGING',
  'ASKING',
  'CONNECTED',
  'FALLBACK',
  'ENDED',
  'CANCELLED',
] as const;

export type TransferState = (typeof TRANSFER_STATES)[number];

/** What came of it, told once. FAILED: the caller could not be moved. */
export const TRANSFER_RESULTS = ['CONNECTED', 'NOBODY_ACCEPTED', 'CALLER_LEFT', 'FAILED'] as const;

export type TransferResult = (typeof TRANSFER_RESULTS)[number];

/** Legal moves; the database holds the same table and refuses every other. */
export const TRANSFER_MOVES: Readonly<Record<TransferState | '-', readonly TransferState[]>> = {
  '-': ['REQUESTED'],
  REQUESTED: ['HOLDING', 'FALLBACK', 'CANCELLED'],
  HOLDING: ['RINGING', 'FALLBACK', 'CANCELLED'],
  RINGING: ['HOLDING', 'ASKING', 'FALLBACK', 'CANCELLED'],
  ASKING: ['HOLDING', 'CONNECTED', 'FALLBACK', 'CANCELLED'],
  CONNECTED: ['ENDED'],
  FALLBACK: ['ENDED'],
  ENDED: [],
  CANCELLED: [],
};

/** Whether the caller waits for, or talks to, a person; in every other state the room is closed. */
export function isRoomOpen(state: TransferState): boolean {
  return ['HOLDING', 'RINGING', 'ASKING', 'CONNECTED'].includes(state);
}

export function isOver(state: TransferState): boolean {
  return TRANSFER_MOVES[state].length === 0;
}
