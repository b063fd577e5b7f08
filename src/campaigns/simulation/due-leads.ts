import { BinaryHeap } from './binary-heap';
import type { Enrolled } from './enrolled';
import type { ZoneHours } from './zone-hours';

const PRIORITIES = [0, 1, 2, 3] as const;

/** Leads that wait, in the order the claim takes them: priority, then due time, of the zones that are open. */
export class DueLeads {
  private readonly queues = new Map<string, readonly BinaryHeap<Enrolled>[]>();
  private waiting = 0;

  get size(): number {
    return this.waiting;
  }

  add(enrolled: Enrolled): void {
    const queues = this.queues.get(enrolled.zoneKey) ?? PRIORITIES.map(() => new BinaryHeap(isBefore));
    this.queues.set(enrolled.zoneKey, queues);
    queues[enrolled.priority]?.push(enrolled);
    this.waiting += 1;
  }

  /** The one the claim would take at this moment; undefined when nobody is due where it is open. */
  take(now: number, hours: ZoneHours): Enrolled | undefined {
    let best: BinaryHeap<Enrolled> | undefined;
    for (const [zoneKey, queues] of this.queues) {
      const queue = queues.find((one) => isDue(one, now));
      if (!queue || !hours.isOpen(zoneKey, now)) continue;
      if (!best || isClaimedFirst(queue.first(), best.first())) best = queue;
    }
    if (best) this.waiting -= 1;
    return best?.pop();
  }

  /** When somebody who waits could first be taken, from `now` on; undefined when never. */
  next(now: number, hours: ZoneHours): number | undefined {
    let next: number | undefined;
    for (const [zoneKey, queues] of this.queues) {
      const due = earliest(queues);
      if (due === undefined) continue;
      const at = due > now && hours.isOpen(zoneKey, now) ? due : hours.opensAt(zoneKey, Math.max(now, due));
      if (at !== undefined && (next === undefined || at < next)) next = at;
    }
    return next;
  }

  /** Whoever still waits. */
  left(): Enrolled[] {
    const left: Enrolled[] = [];
    for (const queue of [...this.queues.values()].flat()) for (let one; (one = queue.pop());) left.push(one);
    return left.sort((one, other) => one.index - other.index);
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
