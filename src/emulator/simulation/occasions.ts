const limit = 200_000;

/** Numbers the occurrences of equal things: the first is 1. Forgets the oldest beyond a limit. */
export class Occasions {
  private counts = new Map<string, number>();

  next(key: string): number {
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    if (this.counts.size > limit) this.forgetOldest();
    return count;
  }

  reset(): void {
    this.counts = new Map();
  }

  private forgetOldest(): void {
    for (const key of this.counts.keys()) {
      this.counts.delete(key);
      return;
    }
  }
}
