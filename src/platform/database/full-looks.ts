/** A look that took no longer than this is made from the front every time, ms. */
const CHEAP_MS = 20;
/** Looks from the front may take one part in so many of the time. */
const PARTS = 20;
const LEAST_REST_MS = 500;

/**
 * How often a queue is looked at from its front. Rows that have left it stay in its indexes for as long as some transaction that began
 * before might see them, and who begins at the front reads them all. So after a look that was expensive, others for a while begin
 * where it found the first that were left; nothing is hidden for longer than that.
 */
export class FullLooks {
  private lastMs = 0;
  private restMs = 0;

  static isCheap(tookMs: number): boolean {
    return tookMs <= CHEAP_MS;
  }

  /** @param mostRestMs the longest time without a look from the front. */
  constructor(private readonly mostRestMs: number) {}

  /** @param nowMs of a clock that never jumps, as below. */
  isDue(nowMs: number): boolean {
    return nowMs >= this.lastMs + this.restMs;
  }

  /** Milliseconds until the next look from the front; 0 while each look is one. */
  restLeftMs(nowMs: number): number {
    return Math.max(0, this.lastMs + this.restMs - nowMs);
  }

  /** A look from the front that began at `sinceMs` has taken until `nowMs`. */
  made(sinceMs: number, nowMs: number): void {
    const tookMs = nowMs - sinceMs;
    this.lastMs = nowMs;
    this.restMs = FullLooks.isCheap(tookMs) ? 0 : Math.min(this.mostRestMs, Math.max(LEAST_REST_MS, tookMs * PARTS));
  }

  /** False while each look is one from the front. */
  get isResting(): boolean {
    return this.restMs > 0;
  }
}
