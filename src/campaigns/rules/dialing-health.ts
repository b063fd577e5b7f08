/** What may hold a waiting lead, in the order the gates are asked. */
export const GATES = {
  TENANT_PAUSED: 'Activate the company.',
  BUDGET_EXCEEDED: 'Raise the token budget of this month.',
  CAMPAIGN_NOT_ACTIVE: 'Start or resume the campaign.',
  CARRIER_NOT_CONFIGURED: 'Configure a telephone carrier.',
  MODEL_NOT_CONFIGURED: 'Configure a language model.',
  AGENT_UNAVAILABLE: 'Activate an agent of the project.',
  FAILURE_BREAKER: 'Mend what makes its calls fail and resume the campaign, or wait for the next trial.',
  CARRIER_DOWN: 'Wait for the next trial: the carrier does not take calls from the account.',
  NOT_DUE: 'Wait: these leads have a retry or a promised callback ahead.',
  CALLING_WINDOW: 'Wait for the window, or widen the campaign’s own calling hours within the law.',
  EMERGENCY_HOLD: 'Wait until the ban on sales calls in their state is lifted.',
  CALLING_DUTY: 'Do what their state asks of the company first, or call there again: see the zones.',
  CONSENT_MISSING: 'Record the written consent of these people.',
  PERSON_BUDGET: 'Wait, or allow more attempts on one person over all campaigns.',
  PERSON_BUSY: 'Wait: another call to the same person is under way.',
  DAILY_LIMIT: 'Raise the campaign’s daily call limit.',
  CAMPAIGN_CONCURRENCY: 'Raise the campaign’s number of calls at once.',
  TENANT_CONCURRENCY: 'Raise the company’s number of calls at once.',
  TENANT_DAILY_LIMIT: 'Raise the company’s calls per day.',
  AGENT_CONCURRENCY: 'Raise the number of calls an agent may hold at once, or let more agents speak.',
  PROBING: 'Wait: one call at a time is made until one succeeds.',
  FAIR_SHARE: 'Wait: other campaigns take their turn.',
  CARRIER_RATE: 'Wait, or raise the calls per second of the carrier account.',
  CARRIER_CONCURRENCY: 'Raise the calls at once of the carrier account.',
  PLATFORM_CONCURRENCY: 'Raise the calls at once of the whole platform.',
} as const;

export type Gate = keyof typeof GATES;

export interface GateHold {
  readonly gate: Gate;
  /** Waiting leads this gate holds. */
  readonly leads: number;
  /** When the first of them is let go, where that is known. */
  readonly clearsAt: Date | null;
}

/** A zone in which leads of the campaign wait. */
export interface ZoneHealth {
  readonly zoneKey: string;
  /** IANA zones the people may be in. */
  readonly timeZones: readonly string[];
  /** Rows of the calling rules that claim them. */
  readonly jurisdictions: readonly string[];
  /** Waiting leads. */
  readonly leads: number;
  readonly isOpen: boolean;
  /** When it opens next; null when it is open, or when only a change can open it. */
  readonly opensAt: Date | null;
  /** Why it is not open, as code of the rule; null when it is. */
  readonly reason: string | null;
}

export interface DialingHealth {
  readonly campaignId: string;
  /** Leads that nothing holds: the next pass dials them. */
  readonly ready: number;
  readonly gates: readonly GateHold[];
  /** The one change that would free most leads; null when nothing is held. */
  readonly suggestion: string | null;
  /** Every zone in which leads wait, the soonest to be called first. */
  readonly zones: readonly ZoneHealth[];
}

/** Adds holds up by gate, largest first. */
export function summarise(
  campaignId: string,
  ready: number,
  holds: readonly GateHold[],
  zones: readonly ZoneHealth[],
): DialingHealth {
  const byGate = new Map<Gate, GateHold>();
  for (const hold of holds) {
    if (hold.leads === 0 && hold.clearsAt !== null) continue;
    const sum = byGate.get(hold.gate);
    byGate.set(hold.gate, {
      gate: hold.gate,
      leads: hold.leads + (sum?.leads ?? 0),
      clearsAt: earlier(hold.clearsAt, sum?.clearsAt ?? null),
    });
  }
  const gates = [...byGate.values()].filter((hold) => hold.leads > 0).sort((a, b) => b.leads - a.leads);
  const largest = gates[0];
  const suggestion = largest ? GATES[largest.gate] : null;
  return { campaignId, ready, gates, suggestion, zones: [...zones].sort(bySoonest) };
}

function bySoonest(one: ZoneHealth, other: ZoneHealth): number {
  const wait = ({ isOpen, opensAt }: ZoneHealth): number =>
    isOpen ? 0 : (opensAt?.getTime() ?? Number.MAX_SAFE_INTEGER);
  return wait(one) - wait(other) || one.zoneKey.localeCompare(other.zoneKey);
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a < b ? a : b;
}
