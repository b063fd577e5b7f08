/**
 * The one place that knows what time it is. Everything else takes the moment as an argument or asks an injected Clock.
 */
export abstract class Clock {
  /** The present moment, millisecond precision, UTC. */
  abstract now(): Date;
}

/** Wall clock of this process, shifted by a fixed number of milliseconds (0 in production). */
export class SystemClock extends Clock {
  constructor(private readonly offsetMs = 0) {
    super();
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }
}

/** Milliseconds of a clock that never jumps; only differences mean something. */
export function monotonicMs(): number {
  return performance.now();
}
