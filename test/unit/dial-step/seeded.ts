/** Chance that repeats itself: the same seed draws the same numbers (mulberry32). */
export class Seeded {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** From 0 up to 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Milliseconds from `low` up to `high`. */
  between(low: number, high: number): number {
    return Math.floor(low + this.next() * (high - low));
  }

  /** Milliseconds, exponentially distributed, and one in ten anywhere up to `tailMs`. */
  lag(meanMs: number, tailMs: number): number {
    if (this.chance(0.1)) return this.between(0, tailMs);
    return Math.min(tailMs, Math.floor(-Math.log(1 - this.next()) * meanMs));
  }
}

/** Things that happen, in the order of their moments; those of one moment in the order they were planned. */
export class Timeline {
  now = 0;
  private planned = 0;
  private readonly heap: { at: number; order: number; run: () => void }[] = [];

  after(ms: number, run: () => void): void {
    const event = { at: this.now + Math.max(0, ms), order: (this.planned += 1), run };
    // Few events are open at once: a sorted list is quick enough, and plain.
    let index = this.heap.length;
    while (index > 0 && isAfter(this.heap[index - 1], event)) index -= 1;
    this.heap.splice(index, 0, event);
  }

  /** Runs everything until `endMs`. */
  run(endMs: number): void {
    for (let event = this.heap.shift(); event && event.at <= endMs; event = this.heap.shift()) {
      this.now = event.at;
      event.run();
    }
    this.now = endMs;
  }
}

function isAfter(one: { at: number; order: number } | undefined, other: { at: number; order: number }): boolean {
  return one !== undefined && (one.at > other.at || (one.at === other.at && one.order > other.order));
}
