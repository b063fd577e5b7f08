import type { CallOutcome } from '../../calls/call-outcome';
import type { EndReason } from '../rules/retry-planner';

/** One simulated call. Moments are milliseconds since the epoch. */
export interface LedgerCall {
  /** Place of its lead in the list. */
  readonly lead: number;
  readonly attempt: number;
  readonly attemptsAllowed: number;
  readonly agentId: string;
  readonly dialedAt: number;
  readonly pickedUpAt: number | null;
  readonly endedAt: number;
  readonly byPerson: boolean;
  readonly outcome: CallOutcome;
  readonly promised: boolean;
  /** How long the lead was due, where it was open, before it was dialed, milliseconds. */
  readonly waitedMs: number;
  readonly replies: number;
  readonly assessments: number;
}

/** What became of one lead. */
export interface LedgerLead {
  readonly lead: number;
  /** NOT_ENROLLED: left out before anything began. WAITING: the simulation ended before. */
  readonly state: 'ENDED' | 'WAITING' | 'NOT_ENROLLED';
  readonly outcome: CallOutcome | null;
  readonly endReason: EndReason | null;
  /** Reason of the gate that ended it or put it off last. */
  readonly heldBy: string | null;
  readonly attempts: number;
  readonly connected: boolean;
}

export interface Callback {
  readonly lead: number;
  /** Milliseconds since the epoch. */
  readonly promisedAt: number;
}

/** All that happened, in the order of dialing. */
export interface Ledger {
  readonly calls: readonly LedgerCall[];
  readonly leads: readonly LedgerLead[];
  readonly callbacks: readonly Callback[];
  /** Calls the gate withdrew, by its reason. */
  readonly withdrawn: ReadonlyMap<string, number>;
  readonly busiest: number;
}
