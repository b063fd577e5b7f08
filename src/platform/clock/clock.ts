/**
 * The one place that knows what time it is. Everything else takes the moment as an argument or asks an injected Clock.
 */
export abstract class Clock {
  /** The present moment, millisecond precision, UTC. */
  abstract now(): Date;
}

/** Wall clock of this process, for tools that have no database to ask. */
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/** Milliseconds of a clock that never jumps; only differences mean something. */
export function monotonicMs(): number {
  return performance.now();
}
