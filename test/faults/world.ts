import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'pg';
import { ChildProgram } from '../../src/demo/child-program';
import { signIn } from '../../src/demo/demo-api';
import { offsetToAfternoon, ShiftedClock } from '../../src/demo/demo-clock';
import { EmulatorProcess } from '../../src/demo/emulator-process';
import { EmulatedWorld } from '../e2e/support/emulated-world';
import type { Role } from '../e2e/support/programs';
import { TEST_TWILIO, testEnvironment } from '../support/test-config';
import { TEST_ROLE_SECRET } from '../support/test-environment';
import { CompanyLoad } from './company-load';
import { Crew } from './crew';
import { FailpointLog, type Strike } from './failpoint-log';
import { FrontDoor } from './front-door';
import type { FaultServers } from './servers';

export interface WorldOptions {
  readonly name: string;
  readonly folder: string;
  readonly roles: readonly Role[];
  readonly timeScale: number;
  readonly env: Readonly<Record<string, string>>;
  /** Added to the offset that makes it two in the afternoon in New York. */
  readonly clockOffsetMs: number;
  readonly onStrike: (strike: Strike) => void;
}

const ADMINISTRATOR = 'admin@callwright.example';

/** One row's installation: two API processes behind a door, two workers, the emulator, a database and two companies. */
export class FaultWorld {
  readonly companies: CompanyLoad[] = [];
  private readonly firstOffsetMs: number;
  private moved = { byMs: 0, until: 0 };

  private constructor(
    readonly servers: FaultServers,
    readonly options: WorldOptions,
    readonly parts: {
      readonly databaseName: string;
      readonly databaseUrl: string;
      readonly emulator: EmulatedWorld;
      readonly owner: Pool;
      readonly door: FrontDoor;
      readonly crew: Crew;
      readonly log: FailpointLog;
      readonly clock: ShiftedClock;
    },
  ) {
    this.firstOffsetMs = parts.clock.offsetMs;
  }

  static async open(servers: FaultServers, options: WorldOptions): Promise<FaultWorld> {
    rmSync(options.folder, { recursive: true, force: true });
    mkdirSync(options.folder, { recursive: true });
    await servers.askRedis('FLUSHALL');
    const databaseName = `row_${options.name.toLowerCase()}_${Date.now().toString(36)}`;
    const databaseUrl = await servers.createDatabase(databaseName);
    const account = { sid: TEST_TWILIO.TWILIO_ACCOUNT_SID, authToken: TEST_TWILIO.TWILIO_AUTH_TOKEN };
    const process = await EmulatorProcess.start({
      timeScale: options.timeScale,
      account,
      logFile: join(options.folder, 'emulator.log'),
    });
    const emulator = EmulatedWorld.over(process);
    const owner = new Pool({ connectionString: databaseUrl, max: 4 });
    owner.on('error', () => undefined);
    const log = new FailpointLog(join(options.folder, 'failpoints.log'), options.onStrike);
    const clock = new ShiftedClock(Math.round(offsetToAfternoon(new Date()) + options.clockOffsetMs));
    const { offsetMs } = clock;
    const doors: { crew?: Crew } = {};
    const door = await FrontDoor.open(() => doors.crew?.doors ?? []);
    const env = environmentOf({ servers, databaseUrl, emulatorUrl: emulator.url, offsetMs, log: log.file, ...options });
    const crew = new Crew({
      roles: options.roles,
      env,
      folder: options.folder,
      publicUrl: door.url,
      wasStruck: (pid) => log.of(pid)?.action === 'kill',
    });
    doors.crew = crew;
    return new FaultWorld(servers, options, {
      databaseName,
      databaseUrl,
      emulator,
      owner,
      door,
      crew,
      log,
      clock,
    });
  }

  get crew(): Crew {
    return this.parts.crew;
  }

  get emulator(): EmulatedWorld {
    return this.parts.emulator;
  }

  /** What the program's clock shows, or showed at a moment of ours. */
  now(moment = new Date()): Date {
    return this.parts.clock.now(moment);
  }

  /** Our clock's moment of a moment of the program. */
  ours(moment: Date): number {
    const { clock } = this.parts;
    const early = moment.getTime() - this.firstOffsetMs;
    return clock.now(new Date(early)).getTime() === moment.getTime() ? early : moment.getTime() - clock.offsetMs;
  }

  /** The time by which promises of "within so long" are judged: that a clock was moved on makes nobody late, for a minute. */
  judgedNow(): Date {
    const { byMs, until } = this.moved;
    return new Date(this.now().getTime() - (Date.now() < until ? byMs : 0));
  }

  /** Stops the processes and starts them again with clocks that are so much further on. */
  async moveClock(byMs: number): Promise<void> {
    const { clock } = this.parts;
    this.moved = { byMs, until: Number.POSITIVE_INFINITY };
    clock.shift(clock.offsetMs + byMs);
    await this.crew.restartAll({ CLOCK_OFFSET_MS: String(clock.offsetMs) });
    for (const { company } of this.companies) await company.signIn();
    this.moved = { byMs, until: Date.now() + 60_000 };
  }

  /** A statement of the tables' owner, who sees every company. */
  async sql<T = Record<string, unknown>>(text: string, parameters: readonly unknown[] = []): Promise<T[]> {
    return (await this.parts.owner.query(text, [...parameters])).rows as T[];
  }

  /** Starts the processes and founds the companies. */
  async populate(names: readonly string[]): Promise<void> {
    const [password] = await Promise.all([this.createAdministrator(), this.crew.muster()]);
    await this.parts.door.look();
    const administrator = await signIn(this.parts.door.url, { email: ADMINISTRATOR, password });
    for (const name of names) this.companies.push(await CompanyLoad.found(administrator, name));
  }

  async close(): Promise<void> {
    await this.crew.dismiss();
    await this.emulator.process.stop();
    this.parts.log.close();
    await this.parts.door.close();
    await this.parts.owner.end().catch(() => undefined);
    await this.servers.dropDatabase(this.parts.databaseName).catch(() => undefined);
  }

  private async createAdministrator(): Promise<string> {
    const command = ChildProgram.start({
      name: 'create-platform-admin',
      script: 'dist/src/auth/create-platform-admin.command.js',
      arguments: ['--email', ADMINISTRATOR],
      env: environmentOf({
        servers: this.servers,
        databaseUrl: this.parts.databaseUrl,
        emulatorUrl: this.emulator.url,
        offsetMs: this.parts.clock.offsetMs,
        log: this.parts.log.file,
        env: {},
      }),
    });
    await command.whenEnded();
    const password = /^password: (\S+)$/m.exec(command.tail())?.[1];
    if (!password) throw new Error(`No platform admin was made:\n${command.tail()}`);
    return password;
  }
}

interface Surroundings {
  readonly servers: FaultServers;
  readonly databaseUrl: string;
  readonly emulatorUrl: string;
  readonly offsetMs: number;
  readonly log: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Leases and sweeps as in production; only the settling times are those of the emulator's faster world, whose lists lag at most by what
 * a row asks for.
 */
function environmentOf(around: Surroundings): Record<string, string> {
  const database = { ownerUrl: around.databaseUrl, roleSecret: TEST_ROLE_SECRET, drop: async () => undefined };
  const redis = { url: around.servers.redisUrl, prefix: 'faults', flush: async () => undefined };
  const variables = testEnvironment(database, redis, {
    ...TEST_TWILIO,
    TWILIO_BASE_URL: around.emulatorUrl,
    TWILIO_TIMEOUT_MS: '2000',
    ANTHROPIC_API_KEY: 'sk-ant-emulator',
    ANTHROPIC_BASE_URL: around.emulatorUrl,
    MONTHLY_TOKEN_LIMIT: '500000000',
    LOG_LEVEL: 'warn',
    // What two cores carry with all this on them: a backlog for want of processors is not what is tested.
    CARRIER_CALLS_PER_SECOND: '8',
    RECONCILE_SETTLE_MS: '2000',
    RECONCILE_CONFIRM_MS: '1000',
    CLOCK_OFFSET_MS: String(around.offsetMs),
    FAILPOINT_LOG: around.log,
    ...around.env,
  });
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
