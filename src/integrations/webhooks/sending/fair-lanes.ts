/** Something that waits for a lane, of somebody who may not have all of them. */
export interface Turn {
  readonly id: string;
  readonly owner: string;
}

/**
 * First come, first served, once each; of one owner only `perOwner` at once, so that others pass by whoever has theirs. What comes
 * while it is served waits for another turn.
 */
export class FairLanes<T extends Turn> {
  private readonly waiting = new Map<string, T>();
  private readonly served = new Map<string, T>();

  constructor(
    private readonly lanes: number,
    private readonly perOwner: number,
  ) {}

  add(turn: T): void {
    if (!this.waiting.has(turn.id)) this.waiting.set(turn.id, turn);
  }

  /** The next whose turn it is, if a lane is free for it. */
  take(): T | undefined {
    if (this.served.size >= this.lanes) return undefined;
    for (const turn of this.waiting.values()) {
      if (this.served.has(turn.id) || this.lanesOf(turn.owner) >= this.perOwner) continue;
      this.waiting.delete(turn.id);
      this.served.set(turn.id, turn);
      return turn;
    }
    return undefined;
  }

  release({ id }: T): void {
    this.served.delete(id);
  }

  /** Nobody waits any more. */
  clear(): void {
    this.waiting.clear();
  }

  private lanesOf(owner: string): number {
    return [...this.served.values()].filter((turn) => turn.owner === owner).length;
  }
}
