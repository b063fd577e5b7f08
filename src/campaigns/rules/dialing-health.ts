/** What may hold a waiting lead, in the order the gates are asked. */
export const GATES = {
  TENANT_PAUSED: 'Activate the company.',
  BUDGET_EXCEEDED: 'Raise the token budget of this month.',
  CAMPAIGN_NOT_ACTIVE: 'Start or resume the campaign.',
  CARRIER_NOT_CONFIGURED: 'Configure a telephone carrier.',
  MODEL_NOT_CONFIGURED: 'Configure a language model.',
  AGENT_UNAVAILABLE: 'Activate an agent of the project.',
  NOT_DUE: 'Wait: these leads have a retry or a promised callback ahead.',
  CALLING_WINDOW: 'Wait for the window, or widen the campaign’s own calling hours within the law.',
  PERSON_BUSY: 'Wait: another call to the same person is under way.',
  DAILY_LIMIT: 'Raise the campaign’s daily call limit.',
  CAMPAIGN_CONCURRENCY: 'Raise the campaign’s number of calls at once.',
  TENANT_CONCURRENCY: 'Raise the company’s number of calls at once.',
} as const;

export type Gate = keyof typeof GATES;

export interface GateHold {
  readonly gate: Gate;
  /** Waiting leads this gate holds. */
  readonly leads: number;
  /** When the first of them is let go, where that is known. */
  readonly clearsAt: Date | null;
}

export interface DialingHealth {
  readonly campaignId: string;
  /** Leads that nothing holds: the next pass dials them. */
  readonly ready: number;
  readonly gates: readonly GateHold[];
  /** The one change that would free most leads; null when nothing is held. */
  readonly suggestion: string | null;
}

/** Adds holds up by gate, largest first. */
export function summarise(campaignId: string, ready: number, holds: readonly GateHold[]): DialingHealth {
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
  return { campaignId, ready, gates, suggestion: largest ? GATES[largest.gate] : null };
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a < b ? a : b;
}
