import type { CarrierTextStatus } from '../../voice/text.port';

export const TEXT_STATUSES = [
  'RECEIVED',
  'SENDING',
  'UNKNOWN',
  'ACCEPTED',
  'SENT',
  'DELIVERED',
  'READ',
  'UNDELIVERED',
  'FAILED',
] as const;

/**
 * Where a text stands. RECEIVED is the one of texts to us. SENDING: the carrier is being asked; UNKNOWN: it gave no answer; the rest it
 * told us.
 */
export type TextStatus = (typeof TEXT_STATUSES)[number];

const TOLD: readonly CarrierTextStatus[] = ['SENT', 'DELIVERED', 'READ', 'UNDELIVERED', 'FAILED'];

/** Forward only: the carrier's news come in any order, and more than once. `-` is a text that does not exist yet. */
export const TEXT_MOVES: Readonly<Record<TextStatus | '-', readonly TextStatus[]>> = {
  '-': ['RECEIVED', 'SENDING'],
  RECEIVED: [],
  SENDING: ['UNKNOWN', 'ACCEPTED', ...TOLD],
  UNKNOWN: ['ACCEPTED', ...TOLD],
  ACCEPTED: TOLD,
  SENT: ['DELIVERED', 'READ', 'UNDELIVERED', 'FAILED'],
  DELIVERED: ['READ'],
  READ: [],
  UNDELIVERED: [],
  FAILED: [],
};

export function mayMoveText(from: TextStatus, to: TextStatus): boolean {
  return TEXT_MOVES[from].includes(to);
}
