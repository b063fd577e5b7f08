import type { CallOutcome } from '../../calls/call-outcome';
import { PRIORITY } from '../rules/enrolment-state';
import type { EndReason } from '../rules/retry-planner';
import type { SimulatedLead } from './scenario';

/** An enrolment of the simulated campaign, with what calls have taught of the person. Moments are milliseconds since the epoch. */
export class Enrolled {
  state: 'WAITING' | 'IN_FLIGHT' | 'ENDED' = 'WAITING';
  priority: number = PRIORITY.NEVER_CALLED;
  dueAt: number;
  attempts = 0;
  attemptsAllowed = 0;
  busyCount = 0;
  failedCount = 0;
  noAnswerCount = 0;
  voicemailCount = 0;
  connected = false;
  promisedAt: Date | null = null;
  lastOutcome: CallOutcome | null = null;
  outcome: CallOutcome | null = null;
  endReason: EndReason | null = null;
  /** Reason of the gate that ended it or put it off last. */
  heldBy: string | null = null;
  /** Dials of the simulation. */
  readonly dialedAt: Date[] = [];
  /** Who speaks to the person in this campaign. */
  agentId: string | null = null;
  optedOutAt: Date | null = null;
  askedBackAt: Date | null = null;
  declinedAt: Date | null = null;
  phoneUsable: boolean;

  constructor(
    /** Place in the list of leads: what the report calls it by. */
    readonly index: number,
    readonly lead: SimulatedLead,
    readonly zoneKey: string,
    /** The lead's own clock, IANA. */
    readonly timeZone: string,
    start: number,
  ) {
    this.dueAt = start;
    this.phoneUsable = lead.phoneUsable;
    const { standing } = lead;
    if (!standing) return;
    Object.assign(this, { ...standing, dueAt: Math.max(start, standing.dueAt.getTime()) });
  }
}
