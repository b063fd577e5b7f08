import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../src/platform/embedded/free-port';
import { launch, type Role, type RunningProgram, whenReady } from '../e2e/support/programs';

/** As long as a supervisor takes to notice that a process is gone. */
const RESTART_MS = 1_000;
/** Between leaving the front door and being told to stop, as with `preStop` in the manifests: longer than the door's slowest look. */
const PRE_STOP_MS = 1_500;

export type SeatName = `${'api' | 'worker' | 'all'}-${number}`;

type Variables = Readonly<Record<string, string>>;

/** What a process is started with beside what all are. `incarnation` counts its starts, from 0. */
export type Extras = (
  seat: SeatName,
  incarnation: number,
  env: Variables,
) => Readonly<Record<string, string | undefined>>;

export interface Exit {
  readonly seat: SeatName;
  readonly pid: number;
  readonly how: string;
  readonly at: number;
  /** Somebody of the suite ended it. */
  readonly wanted: boolean;
}

interface Seat {
  readonly name: SeatName;
  readonly role: Role;
  readonly port: number;
  incarnation: number;
  /** Its present process has been told something of its own. */
  isTold: boolean;
  /** It is about to be told to stop, and gets no more requests. */
  isLeaving: boolean;
  program?: RunningProgram;
  wanted: boolean;
}

export interface CrewOptions {
  readonly roles: readonly Role[];
  readonly env: Variables;
  readonly folder: string;
  /** Where the carrier calls back. */
  readonly publicUrl: string;
  /** True when a failpoint has ended this process. */
  readonly wasStruck: (pid: number) => boolean;
}

/** The processes, each in a seat of its own. One that ends is started anew in its seat, as by Kubernetes, until the crew is dismissed. */
export class Crew {
  readonly exits: Exit[] = [];
  extras: Extras = () => ({});
  private readonly seats: Seat[] = [];
  private dismissed = false;
  private readonly starts = new Set<Promise<unknown>>();

  private env: Variables;

  constructor(private readonly options: CrewOptions) {
    this.env = options.env;
  }

  async muster(): Promise<void> {
    for (const role of this.options.roles) {
      const nth = this.seats.filter((seat) => seat.role === role).length + 1;
      this.seats.push({
        name: `${role}-${nth}`,
        role,
        port: await freePort(),
        incarnation: 0,
        isTold: false,
        isLeaving: false,
        wanted: false,
      });
    }
    await Promise.all(this.seats.map((seat) => this.start(seat)));
  }

  get names(): SeatName[] {
    return this.seats.map(({ name }) => name);
  }

  /** From now on nobody is told anything of its own; those that have been are started anew. */
  async forget(): Promise<void> {
    this.extras = () => ({});
    await Promise.all(this.seats.map(({ name, isTold }) => (isTold ? this.restart(name) : this.whenBack(name))));
  }

  /** What all are told, without HOST, PORT and PUBLIC_URL. */
  get environment(): Variables {
    return { ...this.env, PUBLIC_URL: this.options.publicUrl };
  }

  /** Addresses of those that serve requests. */
  get doors(): string[] {
    const open = this.seats.filter(({ role, isLeaving }) => role !== 'worker' && !isLeaving);
    return open.map(({ port }) => `http://127.0.0.1:${port}`);
  }

  get workers(): SeatName[] {
    return this.seats.filter(({ role }) => role !== 'api').map(({ name }) => name);
  }

  pidOf(name: SeatName): number {
    return this.seat(name).program?.process.pid ?? 0;
  }

  urlOf(name: SeatName): string {
    return `http://127.0.0.1:${this.seat(name).port}`;
  }

  /** Its last lines. */
  tailOf(name: SeatName): string {
    return this.seat(name).program?.process.tail() ?? '';
  }

  /** Ends it at once; it comes back. */
  async kill(name: SeatName): Promise<void> {
    const seat = this.seat(name);
    seat.wanted = true;
    await seat.program?.process.kill();
  }

  /** Asks it to stop and starts it anew. @returns how it ended. */
  async restart(name: SeatName): Promise<string> {
    const seat = this.seat(name);
    const { program } = seat;
    if (!program || program.process.end) return this.whenBack(name).then(() => 'was being restarted');
    seat.isLeaving = true;
    await delay(PRE_STOP_MS);
    seat.wanted = true;
    await program.process.stop();
    await this.whenBack(name);
    return program.process.end ?? '';
  }

  /** Stops everybody, and starts everybody anew with these variables changed. */
  async restartAll(change: Variables): Promise<void> {
    await Promise.all(this.seats.map(({ name }) => this.whenBack(name)));
    this.env = { ...this.env, ...change };
    await Promise.all(this.seats.map(({ name }) => this.restart(name)));
  }

  /** Resolves once the process in that seat serves. */
  async whenBack(name: SeatName): Promise<void> {
    const deadline = performance.now() + 60_000;
    while (performance.now() < deadline) {
      const { program } = this.seat(name);
      if (program && !program.process.end) {
        await whenReady(program);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`${name} did not come back.`);
  }

  signal(name: SeatName, signal: NodeJS.Signals): void {
    process.kill(this.pidOf(name), signal);
  }

  /** Stops everybody for good. */
  async dismiss(): Promise<void> {
    this.dismissed = true;
    await Promise.allSettled(this.starts);
    await Promise.all(
      this.seats.map(async ({ program }) => {
        if (!program || program.process.end) return;
        process.kill(program.process.pid, 'SIGCONT');
        await program.process.stop();
      }),
    );
  }

  private seat(name: SeatName): Seat {
    const seat = this.seats.find((one) => one.name === name);
    if (!seat) throw new Error(`There is no ${name}.`);
    return seat;
  }

  private async start(seat: Seat): Promise<void> {
    const { folder, publicUrl } = this.options;
    const told = Object.entries(this.extras(seat.name, seat.incarnation, this.env));
    const extras = Object.fromEntries(told.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
    seat.isTold = Object.keys(extras).length > 0;
    seat.program = await launch({
      role: seat.role,
      env: { ...this.env, ...extras },
      publicUrl,
      port: seat.port,
      logFile: join(folder, `${seat.name}.log`),
    });
    seat.incarnation += 1;
    seat.wanted = false;
    seat.isLeaving = false;
    this.watch(seat, seat.program);
    if (seat.incarnation === 1) await whenReady(seat.program);
  }

  private watch(seat: Seat, program: RunningProgram): void {
    const { pid } = program.process;
    void program.process.whenEnded().then((how) => {
      const wanted = seat.wanted || this.dismissed || this.options.wasStruck(pid);
      this.exits.push({ seat: seat.name, pid, how, at: Date.now(), wanted });
      if (!this.dismissed) setTimeout(() => this.startAgain(seat), RESTART_MS);
    });
  }

  private startAgain(seat: Seat): void {
    if (this.dismissed) return;
    const start = this.start(seat).catch(() => undefined);
    this.starts.add(start);
    void start.finally(() => this.starts.delete(start));
  }
}
