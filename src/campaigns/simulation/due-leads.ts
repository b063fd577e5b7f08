import { BinaryHeap } from './binary-heap';
import type { Enrolled } from './enrolled';
import type { ZoneHours } from './zone-hours';

const PRIORITIES = [0, 1, 2, 3] as const;

/** Whether this agent can take no call now; for null, nobody can. */
export type IsFull = (agentId: string | null) => boolean;

/** Leads of one zone who have the same agent, or none yet. */
interface Line {
  readonly zoneKey: string;
  readonly agentId: string | null;
  /** By priority. */
  readonly queues: readonly BinaryHeap<Enrolled>[];
}

/**
 * Leads that wait, in the order the claim takes them: priority, then due time, of the zones that are open. Those of an agent who is full
 * are passed by as a line, like the claim does: they may be most of the campaign.
 */
export class DueLeads {
  private readonly lines = new Map<string, Line>();
  private waiting = 0;

  get size(): number {
    return this.waiting;
  }

  add(enrolled: Enrolled): void {
    this.lineOf(enrolled).queues[enrolled.priority]?.push(enrolled);
    this.waiting += 1;
  }

  /** The one the claim would take at this moment; undefined when nobody is due where it is open. */
  take(now: number, hours: ZoneHours, isFull: IsFull): Enrolled | undefined {
    let best: BinaryHeap<Enrolled> | undefined;
    for (const { zoneKey, agentId, queues } of this.lines.values()) {
      const queue = queues.find((one) => isDue(one, now));
      if (!queue || isFull(agentId) || !hours.isOpen(zoneKey, now)) continue;
      if (!best || isClaimedFirst(queue.first(), best.first())) best = queue;
    }
    if (best) this.waiting -= 1;
    return best?.pop();
  }

  /** When somebody who waits for no agent could first be taken, from `now` on; undefined when never. */
  next(now: number, hours: ZoneHours, isFull: IsFull): number | undefined {
    let next: number | undefined;
    for (const { zoneKey, agentId, queues } of this.lines.values()) {
      const due = earliest(queues);
      if (due === undefined || isFull(agentId)) continue;
      const at = due > now && hours.isOpen(zoneKey, now) ? due : hours.opensAt(zoneKey, Math.max(now, due));
      if (at !== undefined && (next === undefined || at < next)) next = at;
    }
    return next;
  }

  /** Whoever still waits. */
  left(): Enrolled[] {
    const left: Enrolled[] = [];
    for (const queue of [...this.lines.values()].flatMap(({ queues }) => queues))
      for (let one; (one = queue.pop());) left.push(one);
    return left.sort((one, other) => one.index - other.index);
  }

  private lineOf({ zoneKey, agentId }: Enrolled): Line {
    const key = `${zoneKey} ${agentId ?? ''}`;
    const line = this.lines.get(key) ?? { zoneKey, agentId, queues: PRIORITIES.map(() => new BinaryHeap(isBefore)) };
    this.lines.set(key, line);
    return line;
  }
}

function isBefore(one: Enrolled, other: Enrolled): boolean {
  return one.dueAt < other.dueAt || (one.dueAt === other.dueAt && one.index < other.index);
}

function isClaimedFirst(one: Enrolled | undefined, other: Enrolled | undefined): boolean {
  if (!one || !other) return one !== undefined;
  return one.priority < other.priority || (one.priority === other.priority && isBefore(one, other));
}

function isDue(queue: BinaryHeap<Enrolled>, now: number): boolean {
  const first = queue.first();
  return first !== undefined && first.dueAt <= now;
}

function earliest(queues: readonly BinaryHeap<Enrolled>[]): number | undefined {
  let due: number | undefined;
  for (const queue of queues) {
    const first = queue.first();
    if (first && (due === undefined || first.dueAt < due)) due = first.dueAt;
  }
  return due;
}
