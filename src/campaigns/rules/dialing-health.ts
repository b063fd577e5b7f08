import { CHANGEABLE, type Gate, GATES } from './gates';

/** A gate in somebody's way. */
export interface Obstacle {
  readonly gate: Gate;
  /** When it lets them go, where that is known. */
  readonly clearsAt: Date | null;
  /** False where no change of the company's helps, though the gate is one it may open; true when left out. */
  readonly isOurs?: boolean;
}

/** Waiting leads that the same gates hold. */
export interface HeldLeads {
  readonly leads: number;
  /** In the order the gates are asked; none for leads that nothing holds but the limits. */
  readonly obstacles: readonly Obstacle[];
  /** Whether the number was worked out from some of them. */
  readonly isEstimate?: boolean;
}

/** How many more calls a limit allows now. */
export interface RoomLeft {
  readonly gate: Gate;
  readonly left: number;
  readonly clearsAt: Date | null;
}

export interface GateHold {
  readonly gate: Gate;
  /** Waiting leads this gate holds: it is the first in their way. */
  readonly leads: number;
  /** When the first of them is let go, where that is known. */
  readonly clearsAt: Date | null;
  readonly isEstimate: boolean;
}

/** What a person could change, and how many more leads could be called at once if that were all that changed. */
export interface HelpfulChange {
  readonly gate: Gate;
  readonly frees: number;
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
  /** Leads that wait: those that are ready and those that are held. */
  readonly waiting: number;
  /** Leads that nothing holds: the next passes dial them. */
  readonly ready: number;
  readonly gates: readonly GateHold[];
  /** The change that frees most first; those that free nobody by themselves are left out. */
  readonly changes: readonly HelpfulChange[];
  /** The one change that would free most leads; what the largest hold waits for when none would; null when nothing is held. */
  readonly suggestion: string | null;
  /** Every zone in which leads wait, the soonest to be called first. */
  readonly zones: readonly ZoneHealth[];
}

export interface HealthView {
  readonly campaignId: string;
  readonly people: readonly HeldLeads[];
  /** Limits of how many may be called at once. */
  readonly rooms: readonly RoomLeft[];
  readonly zones: readonly ZoneHealth[];
}

/**
 * Each waiting lead is counted once: under the first gate in its way, or under the tightest limit where there is no room for it, or as
 * ready. What a change would free is worked out, not guessed from the largest hold: with that gate gone, and every other as it is.
 */
export function healthOf({ campaignId, people, rooms, zones }: HealthView): DialingHealth {
  const free = sum(people.filter(({ obstacles }) => obstacles.length === 0));
  const tightest = [...rooms].sort((a, b) => a.left - b.left)[0];
  const ready = roomFor(free, rooms);
  const holds = people.flatMap(({ leads, obstacles: [first], isEstimate = false }) =>
    first ? [{ gate: first.gate, leads, clearsAt: first.clearsAt, isEstimate }] : [],
  );
  if (tightest && ready < free)
    holds.push({ gate: tightest.gate, leads: free - ready, clearsAt: tightest.clearsAt, isEstimate: false });
  const gates = byGate(holds);
  const changes = changesFor({ people, rooms, free, ready });
  const best = changes[0] ?? gates[0];
  return {
    campaignId,
    waiting: sum(people),
    ready,
    gates,
    changes,
    suggestion: best ? GATES[best.gate] : null,
    zones: [...zones].sort(bySoonest),
  };
}

interface Standing {
  readonly people: readonly HeldLeads[];
  readonly rooms: readonly RoomLeft[];
  readonly free: number;
  readonly ready: number;
}

function changesFor({ people, rooms, free, ready }: Standing): HelpfulChange[] {
  const among = new Set([
    ...people.flatMap(({ obstacles }) => obstacles.flatMap(({ gate, isOurs = true }) => (isOurs ? [gate] : []))),
    ...rooms.map(({ gate }) => gate),
  ]);
  const freedBy = (gate: Gate): number => {
    const others = rooms.filter((room) => room.gate !== gate);
    const freed = people.filter(
      ({ obstacles }) => obstacles.length > 0 && obstacles.every((one) => one.gate === gate && (one.isOurs ?? true)),
    );
    return roomFor(free + sum(freed), others) - ready;
  };
  return [...among]
    .filter((gate) => CHANGEABLE.has(gate))
    .map((gate) => ({ gate, frees: freedBy(gate) }))
    .filter(({ frees }) => frees > 0)
    .sort((a, b) => b.frees - a.frees);
}

function roomFor(leads: number, rooms: readonly RoomLeft[]): number {
  return Math.max(0, Math.min(leads, ...rooms.map(({ left }) => left)));
}

/** Largest first, with the earliest clearing. */
function byGate(holds: readonly GateHold[]): GateHold[] {
  const sums = new Map<Gate, GateHold>();
  for (const hold of holds) {
    if (hold.leads === 0) continue;
    const other = sums.get(hold.gate);
    sums.set(hold.gate, {
      gate: hold.gate,
      leads: hold.leads + (other?.leads ?? 0),
      clearsAt: earlier(hold.clearsAt, other?.clearsAt ?? null),
      isEstimate: hold.isEstimate || (other?.isEstimate ?? false),
    });
  }
  return [...sums.values()].sort((a, b) => b.leads - a.leads);
}

function sum(people: readonly HeldLeads[]): number {
  return people.reduce((total, { leads }) => total + leads, 0);
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
