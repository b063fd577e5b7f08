import { Clock } from '../../src/platform/clock/clock';

/** A clock that moves when told to. Starts on a Tuesday at 14:00 in New York, when North America may be called. */
export class TestClock extends Clock {
  private moment = new Date('2026-07-07T18:00:00.000Z');

  now(): Date {
    return new Date(this.moment);
  }

  set(moment: Date | string): void {
    this.moment = new Date(moment);
  }

  advance(ms: number): void {
    this.moment = new Date(this.moment.getTime() + ms);
  }
}
