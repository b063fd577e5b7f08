import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type EmbeddedServices, startEmbeddedServices } from '../platform/embedded/embedded-services';
import { ChildProgram } from './child-program';
import { ShiftedClock } from './demo-clock';
import { CARRIER_ACCOUNT, programEnvironment } from './demo-environment';
import { EmulatorProcess } from './emulator-process';
import { ProgramProcess } from './program-process';

export interface StageOptions {
  /** Folder for keys, logs and unpacked servers; the data themselves are new each time and thrown away at the end. */
  readonly dataDir: string;
  /** How much faster than life the emulator's people talk. */
  readonly timeScale: number;
  readonly clockOffsetMs: number;
  /** Replacements of variables of the program. */
  readonly env?: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
  /** Stops the beginning between two of its steps. */
  readonly signal?: AbortSignal;
}

const PROGRAM_LOG = 'program.log';
const EMULATOR_LOG = 'emulator.log';

/** PostgreSQL, Redis, the emulator and the program, started in this order and stopped in the reverse one. */
export class Stage {
  private emulatorProcess?: EmulatorProcess;
  private programProcess?: ProgramProcess;
  /** The program's. */
  readonly clock: ShiftedClock;

  private constructor(
    private readonly options: StageOptions,
    private readonly services: EmbeddedServices,
  ) {
    this.clock = new ShiftedClock(options.clockOffsetMs);
  }

  /** @throws what failed, after having stopped what had been started. */
  static async set(options: StageOptions): Promise<Stage> {
    const { dataDir, log, signal } = options;
    mkdirSync(dataDir, { recursive: true });
    for (const name of [PROGRAM_LOG, EMULATOR_LOG]) rmSync(join(dataDir, name), { force: true });
    const stage = new Stage(
      options,
      await startEmbeddedServices({ dataDir, ephemeral: true, postgres: true, redis: true, log }),
    );
    try {
      signal?.throwIfAborted();
      const logFile = join(dataDir, EMULATOR_LOG);
      stage.emulatorProcess = await EmulatorProcess.start({
        timeScale: options.timeScale,
        account: CARRIER_ACCOUNT,
        logFile,
      });
      log(`Emulator of carrier and model on ${stage.emulator.url}, ${options.timeScale} times as fast as life`);
      signal?.throwIfAborted();
      await stage.startProgram();
      log(`Callwright on ${stage.program.url}`);
      return stage;
    } catch (error) {
      await stage.clear();
      throw error;
    }
  }

  get emulator(): EmulatorProcess {
    if (!this.emulatorProcess) throw new Error('The emulator has not been started.');
    return this.emulatorProcess;
  }

  get program(): ProgramProcess {
    if (!this.programProcess) throw new Error('The program has not been started.');
    return this.programProcess;
  }

  get databaseUrl(): string {
    return this.services.databaseUrl ?? '';
  }

  get redisUrl(): string {
    return this.services.redisUrl ?? '';
  }

  /** Starts the program again, on the same address, with another clock. */
  async moveClock(offsetMs: number): Promise<void> {
    const { port } = this.program;
    await this.program.stop();
    this.clock.shift(offsetMs);
    await this.startProgram({ port });
  }

  /** Starts the program anew after it was stopped, on a free port unless told otherwise. */
  async startProgram(options: { readonly port?: number; readonly preload?: readonly string[] } = {}): Promise<void> {
    const logFile = join(this.options.dataDir, PROGRAM_LOG);
    this.programProcess = await ProgramProcess.start({ ...options, env: this.environment(), logFile });
  }

  /** Runs another program of the repository on the same servers to its end. @returns its last lines. @throws Error with them when it fails. */
  async run(script: string, args: readonly string[]): Promise<string> {
    const program = ChildProgram.start({ name: script, script, arguments: args, env: this.environment() });
    const ending = await program.whenEnded();
    if (ending !== 'exit code 0') throw new Error(`${script} ended with ${ending}:\n${program.tail()}`);
    return program.tail();
  }

  /** Last lines of the two programs, for whoever asks why something went wrong. */
  tails(): string {
    const programs = [this.programProcess?.program, this.emulatorProcess?.program];
    return programs
      .flatMap((program) => (program?.tail() ? [`--- ${program.name}\n${program.tail()}`] : []))
      .join('\n');
  }

  /** Resolves with a sentence once the program or the emulator has ended. */
  async whenBroken(): Promise<string> {
    const programs = [this.program.program, this.emulator.program];
    return Promise.race(programs.map(async (program) => `The ${program.name} ended: ${await program.whenEnded()}.`));
  }

  /** Stops everything, the servers last. May be called at any time, and again. */
  async clear(): Promise<void> {
    try {
      await this.programProcess?.stop();
      await this.emulatorProcess?.stop();
    } finally {
      await this.services.stop();
    }
  }

  private environment(): Record<string, string> {
    const around = {
      databaseUrl: this.databaseUrl,
      redisUrl: this.redisUrl,
      emulatorUrl: this.emulator.url,
      dataDir: this.options.dataDir,
      clockOffsetMs: this.clock.offsetMs,
    };
    return { ...programEnvironment(around), ...this.options.env };
  }
}
