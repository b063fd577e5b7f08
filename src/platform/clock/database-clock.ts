import { Clock } from './clock';

/** The two clocks of a machine, in milliseconds: the one on its wall, which anybody may set, and one that never jumps. */
export interface MachineClocks {
  wallMs(): number;
  monotonicMs(): number;
}

const OWN: MachineClocks = { wallMs: () => Date.now(), monotonicMs: () => performance.now() };

/** What the database's clock showed at a moment between two of the monotonic clock. */
export interface ClockReading {
  readonly databaseMs: number;
  readonly askedAtMs: number;
  readonly answeredAtMs: number;
}

/**
 * So far `now()` may be from the database's clock before it is set anew, beyond what the reading itself leaves open. Two processes are
 * then half a second apart at most: less than any promise compares between processes (whole seconds), and more than a busy
 * machine errs by, so that a right clock is left to run evenly.
 */
export const TOLERANCE_MS = 250;
/** A correction back by no more than this lets `now()` stand still instead; a farther one shows that what it told was wrong. */
const STANDSTILL_MS = 1_000;
/** The machine's two clocks drift apart by less than this between two looks unless one was set, or the machine slept. */
const JUMP_MS = 500;

/**
 * The database's clock, as far as this process knows it: every process reads the same time, whatever its machine shows. Between two
 * readings it runs on the monotonic clock, so setting the machine's clock changes nothing. Until the first reading it believes the
 * machine; when no reading can be had, the last one holds.
 */
export class DatabaseClock extends Clock {
  private base: { readonly databaseMs: number; readonly atMs: number };
  private lastMs = Number.NEGATIVE_INFINITY;
  /** Wall minus monotonic, when last looked at. */
  private apartMs: number;
  private offMs = 0;

  /** @param offsetMs added to what it shows: for demonstrations, 0 in production. */
  constructor(
    private readonly offsetMs = 0,
    private readonly machine: MachineClocks = OWN,
  ) {
    super();
    this.base = { databaseMs: machine.wallMs(), atMs: machine.monotonicMs() };
    this.apartMs = this.base.databaseMs - this.base.atMs;
  }

  now(): Date {
    const ms = this.at(this.machine.monotonicMs());
    const isStill = ms < this.lastMs && this.lastMs - ms <= STANDSTILL_MS;
    if (!isStill) this.lastMs = ms;
    return new Date(Math.floor(this.lastMs) + this.offsetMs);
  }

  /** By how much the machine's clock was ahead of the database's at the last reading, ms; negative when behind. */
  get machineAheadMs(): number {
    return this.offMs;
  }

  /** Milliseconds of the monotonic clock, for readings. */
  monotonicMs(): number {
    return this.machine.monotonicMs();
  }

  learn({ databaseMs, askedAtMs, answeredAtMs }: ClockReading): void {
    const [atMs, openMs] = [(askedAtMs + answeredAtMs) / 2, (answeredAtMs - askedAtMs) / 2];
    if (Math.abs(this.at(atMs) - databaseMs) > TOLERANCE_MS + openMs) this.base = { databaseMs, atMs };
    this.apartMs = this.wallAheadMs();
    this.offMs = this.apartMs + atMs - databaseMs;
  }

  /** Whether the machine's clock was set, or the machine slept, since the last reading: time to read again. */
  hasJumped(): boolean {
    return Math.abs(this.wallAheadMs() - this.apartMs) > JUMP_MS;
  }

  private wallAheadMs(): number {
    return this.machine.wallMs() - this.machine.monotonicMs();
  }

  private at(monotonicMs: number): number {
    return this.base.databaseMs + monotonicMs - this.base.atMs;
  }
}
