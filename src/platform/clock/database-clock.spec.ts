import { DatabaseClock, type MachineClocks, TOLERANCE_MS } from './database-clock';

const HOUR_MS = 3_600_000;
/** What the database shows when the monotonic clock shows 0. */
const TRUE_MS = Date.parse('2026-07-07T18:00:00.000Z');

/** A machine whose wall clock is wrong, and a database whose clock is right. */
class Machine implements MachineClocks {
  private ms = 0;
  constructor(private wrongByMs: number) {}

  monotonicMs = (): number => this.ms;
  wallMs = (): number => TRUE_MS + this.ms + this.wrongByMs;

  pass(ms: number): void {
    this.ms += ms;
  }

  setWrongBy(ms: number): void {
    this.wrongByMs = ms;
  }

  /** Its monotonic clock stands still meanwhile, as Linux has it. */
  sleep(ms: number): void {
    this.slept += ms;
    this.wrongByMs += ms;
  }

  slept = 0;

  trueMs(): number {
    return TRUE_MS + this.ms + this.slept;
  }

  /** A reading that takes `roundTripMs`, the answer being made after the given share of it. */
  read(clock: DatabaseClock, roundTripMs = 2, share = 0.5): void {
    const askedAtMs = this.ms;
    this.pass(roundTripMs * share);
    const databaseMs = this.trueMs();
    this.pass(roundTripMs * (1 - share));
    clock.learn({ databaseMs, askedAtMs, answeredAtMs: this.ms });
  }
}

function started(wrongByMs: number, offsetMs = 0): { machine: Machine; clock: DatabaseClock; offBy: () => number } {
  const machine = new Machine(wrongByMs);
  const clock = new DatabaseClock(offsetMs, machine);
  return { machine, clock, offBy: () => clock.now().getTime() - machine.trueMs() };
}

describe('DatabaseClock', () => {
  it.each([26 * HOUR_MS, -26 * HOUR_MS, 300_000, -300_000, 2_000, -1_000])(
    'shows the time of the database on a machine that is off by %d ms',
    (wrongByMs) => {
      const { machine, clock, offBy } = started(wrongByMs);
      expect(offBy()).toBe(wrongByMs);
      machine.read(clock);
      expect(Math.abs(offBy())).toBeLessThanOrEqual(1);
      expect(clock.machineAheadMs).toBeCloseTo(wrongByMs);
    },
  );

  it('adds the offset of demonstrations to the corrected time', () => {
    const { machine, clock, offBy } = started(26 * HOUR_MS, 5 * HOUR_MS);
    machine.read(clock);
    expect(offBy()).toBeCloseTo(5 * HOUR_MS, -1);
    expect(clock.machineAheadMs).toBeCloseTo(26 * HOUR_MS);
  });

  it('runs on evenly while it is near enough, and never says less than before', () => {
    const { machine, clock, offBy } = started(TOLERANCE_MS - 1);
    machine.read(clock);
    expect(offBy()).toBe(TOLERANCE_MS - 1);
    const far = started(900);
    const before = far.clock.now().getTime();
    far.machine.read(far.clock, 0);
    expect(far.clock.now().getTime()).toBe(before);
    far.machine.pass(1_000);
    expect(far.offBy()).toBe(0);
  });

  it('believes a slow answer no more than it says', () => {
    const { machine, clock, offBy } = started(0);
    machine.read(clock, 1_000, 0.99);
    expect(offBy()).toBe(0);
    machine.setWrongBy(26 * HOUR_MS);
    machine.read(clock, 1_000, 0.99);
    expect(offBy()).toBe(0);
  });

  it('does not follow a machine whose clock is set while it runs, and sees it', () => {
    const { machine, clock, offBy } = started(0);
    machine.read(clock);
    expect(clock.hasJumped()).toBe(false);
    machine.setWrongBy(-26 * HOUR_MS);
    expect([clock.hasJumped(), offBy()]).toEqual([true, 0]);
    machine.read(clock);
    expect([clock.hasJumped(), offBy()]).toEqual([false, 0]);
    expect(clock.machineAheadMs).toBeCloseTo(-26 * HOUR_MS);
  });

  it('is late after the machine has slept, until the next reading', () => {
    const { machine, clock, offBy } = started(0);
    machine.read(clock);
    machine.sleep(HOUR_MS);
    expect(clock.hasJumped()).toBe(true);
    machine.read(clock);
    expect(Math.abs(offBy())).toBeLessThanOrEqual(1);
  });

  it('keeps the last correction when there are no readings', () => {
    const { machine, clock, offBy } = started(26 * HOUR_MS);
    machine.read(clock);
    machine.pass(48 * HOUR_MS);
    expect(Math.abs(offBy())).toBeLessThanOrEqual(1);
  });
});
