/** Starts that may catch up after a pause, as time: the same as the product's rate of the carrier account. */
const BURST_MS = 250;

/** Turns on the carrier account, by the same generic cell rate as the product's. */
export class CarrierTurns {
  private due = 0;
  private readonly gapMs: number;

  constructor(callsPerSecond: number) {
    this.gapMs = 1_000 / callsPerSecond;
  }

  /** When the next call may start, from `now` on. Whole milliseconds: a moment has no fractions. */
  nextAt(now: number): number {
    return Math.ceil(Math.max(now, this.due));
  }

  take(now: number): void {
    this.due = Math.max(this.due, now - BURST_MS) + this.gapMs;
  }
}
