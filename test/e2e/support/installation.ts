import { Pool } from 'pg';
import { ChildProgram } from '../../../src/demo/child-program';
import { signIn } from '../../../src/demo/demo-api';
import { offsetToAfternoon, ShiftedClock } from '../../../src/demo/demo-clock';
import type { GraphqlClient } from '../../support/graphql-client';
import { brokenCarrierLedger, type BrokenInvariant, brokenInvariants } from '../../support/invariants';
import { TEST_TWILIO, testEnvironment } from '../../support/test-config';
import { type ClonedDatabase, cloneDatabase, type RedisNamespace, redisNamespace } from '../../support/test-services';
import { Company, type CompanyOptions } from './company';
import { EmulatedWorld, type EmulatorState } from './emulated-world';
import { eventually } from './eventually';
import { logFileFor } from './log-files';
import { launch, type Role, type RunningProgram, whenReady } from './programs';

export interface InstallationOptions {
  /** For log files. */
  readonly name: string;
  /** Processes of the program; the first one serves the API. Default: one that does everything. */
  readonly roles?: readonly Role[];
  /** How much faster than life people talk. */
  readonly timeScale?: number;
  /** Variables that differ from the usual ones. */
  readonly env?: Readonly<Record<string, string>>;
}

const ADMINISTRATOR = 'admin@callwright.example';
const TIME_SCALE = 200;
/** Calls, assessments and facts under way when a test ends need at most a few sweeps. */
const QUIET_MS = 45_000;

/** The whole program on a database and a Redis of its own, against an emulator of its own. */
export class Installation {
  readonly programs: RunningProgram[] = [];
  readonly clock = new ShiftedClock(Math.round(offsetToAfternoon(new Date())));
  private administratorPassword = '';

  private constructor(
    private readonly options: InstallationOptions,
    readonly database: ClonedDatabase,
    readonly redis: RedisNamespace,
    readonly world: EmulatedWorld,
    private readonly owner: Pool,
  ) {}

  /** It is two in the afternoon in New York. @throws what failed, having stopped what had been started. */
  static async start(options: InstallationOptions): Promise<Installation> {
    const database = await cloneDatabase();
    const world = await EmulatedWorld.start(options.name, options.timeScale ?? TIME_SCALE);
    const owner = new Pool({ connectionString: database.ownerUrl, max: 3 });
    // A pool has ended before its connections have: the removal of the database may be faster than they are.
    owner.on('error', () => undefined);
    const installation = new Installation(options, database, redisNamespace(), world, owner);
    try {
      await Promise.all([installation.startAll(), installation.createAdministrator()]);
      return installation;
    } catch (error) {
      await installation.close();
      throw error;
    }
  }

  /** The API's base address. */
  get url(): string {
    return this.program(0).url;
  }

  program(index: number): RunningProgram {
    const program = this.programs[index];
    if (!program) throw new Error(`There is no program ${index}.`);
    return program;
  }

  /** What the program's clock shows, or showed at a moment of ours. */
  now(moment?: Date): Date {
    return this.clock.now(moment);
  }

  /** A company with an owner, founded over the API. */
  async found(options: CompanyOptions): Promise<Company> {
    return Company.found(await this.administrator(), options);
  }

  /** As a platform admin. */
  administrator(): Promise<GraphqlClient> {
    return signIn(this.url, { email: ADMINISTRATOR, password: this.administratorPassword });
  }

  /** Gives a number to a company alone; people who contact it first are interested in the project. */
  async giveNumber(
    company: Company,
    channel: 'SMS' | 'WHATSAPP' | 'VOICE',
    phone: string,
    projectId?: string,
  ): Promise<void> {
    const number = { channel, phone, tenantId: company.tenantId };
    const administrator = await this.administrator();
    const { given } = await administrator.request<{ given: { id: string } }>(ASSIGN_NUMBER, number);
    if (projectId) await company.client.request(SET_NUMBER_PROJECT, { id: given.id, projectId });
  }

  /** Starts one more process. */
  async add(role: Role, port?: number): Promise<RunningProgram> {
    const program = await this.launch(role, port);
    this.programs.push(program);
    return whenReady(program);
  }

  /** Kills a process and starts it again on the same address, with variables that differ from the others'. */
  async replace(index: number, env: Readonly<Record<string, string>> = {}): Promise<RunningProgram> {
    const { process, role, port } = this.program(index);
    await process.kill();
    const program = await this.launch(role, port, env);
    this.programs[index] = program;
    return whenReady(program);
  }

  /** Stops the processes and starts them again, on the same addresses, with a clock that is `byMs` further on. */
  async moveClock(byMs: number): Promise<void> {
    const stopped = this.programs.splice(0);
    await Promise.all(stopped.map(({ process }) => process.stop()));
    this.clock.shift(this.clock.offsetMs + Math.round(byMs));
    for (const { role, port } of stopped) this.programs.push(await this.launch(role, port));
    await Promise.all(this.programs.map((program) => whenReady(program)));
  }

  /** A statement of the tables' owner, who sees every company: for looking, and for what no API may do. */
  async sql<T = Record<string, unknown>>(text: string, parameters: readonly unknown[] = []): Promise<T[]> {
    return (await this.owner.query(text, [...parameters])).rows as T[];
  }

  /** Resolves once nothing is under way: no lead due, no call, no text, no callback, no assessment, no fact. */
  async quiet(timeoutMs = QUIET_MS): Promise<void> {
    const look = async (): Promise<Record<string, unknown>> => {
      const before = await this.world.state();
      const [rows] = await this.sql(UNDER_WAY, [this.now()]);
      const { calls, texts, webhooks } = await this.world.state();
      // Something that went from the one to the other between the looks was seen at neither.
      const moved = eventsIn({ calls, texts, webhooks }) - eventsIn(before);
      const ringing = calls.live + calls.queued;
      return { ringing, texting: texts.underWay, webhooks: webhooks.inFlight, moved, ...rows };
    };
    await eventually('nothing is under way', look, (seen) => Object.values(seen).every((n) => n === 0), timeoutMs);
  }

  /** Rows that break an invariant, and what the carrier's own book says against ours. Call it when all is quiet. */
  async violations(): Promise<BrokenInvariant[]> {
    const ledger = await this.world.process.ledger();
    return [
      ...(await brokenInvariants(this.database.ownerUrl, { now: this.clock.judgedNow() })),
      ...(await brokenCarrierLedger(this.database.ownerUrl, ledger, { programClock: (moment) => this.now(moment) })),
    ];
  }

  /** To be called after every test. @throws when something stays under way or a rule is broken. */
  async expectSound(): Promise<void> {
    await this.quiet();
    expect(await this.violations()).toEqual([]);
  }

  async close(): Promise<void> {
    await Promise.all(this.programs.map(({ process }) => process.stop()));
    await this.world.process.stop();
    await this.owner.end();
    await this.database.drop();
  }

  private async startAll(): Promise<void> {
    for (const role of this.options.roles ?? ['all']) this.programs.push(await this.launch(role));
    await Promise.all(this.programs.map((program) => whenReady(program)));
  }

  /** All processes but the first name the first as the address to call back. */
  private launch(role: Role, port?: number, env: Readonly<Record<string, string>> = {}): Promise<RunningProgram> {
    const { name } = this.options;
    const first = this.programs[0]?.url;
    return launch({
      role,
      env: { ...this.environment(), ...env },
      logFile: logFileFor(name, `${role}-${this.programs.length}`),
      ...(first ? { publicUrl: first } : {}),
      ...(port ? { port } : {}),
    });
  }

  private async createAdministrator(): Promise<void> {
    const command = ChildProgram.start({
      name: 'create-platform-admin',
      script: 'dist/src/auth/create-platform-admin.command.js',
      arguments: ['--email', ADMINISTRATOR],
      env: this.environment(),
    });
    const ending = await command.whenEnded();
    const password = /^password: (\S+)$/m.exec(command.tail())?.[1];
    if (!password) throw new Error(`The command for platform admins ended with ${ending}:\n${command.tail()}`);
    this.administratorPassword = password;
  }

  private environment(): Record<string, string> {
    const variables = testEnvironment(this.database, this.redis, {
      ...TEST_TWILIO,
      TWILIO_BASE_URL: this.world.url,
      ANTHROPIC_API_KEY: 'sk-ant-emulator',
      ANTHROPIC_BASE_URL: this.world.url,
      MONTHLY_TOKEN_LIMIT: '500000000',
      LOG_LEVEL: 'warn',
      CARRIER_CALLS_PER_SECOND: '100',
      DIAL_CONCURRENCY: '20',
      SWEEP_INTERVAL_MS: '500',
      RECONCILE_SETTLE_MS: '1500',
      RECONCILE_CONFIRM_MS: '1000',
      CLOCK_OFFSET_MS: String(this.clock.offsetMs),
      ...this.options.env,
    });
    return Object.fromEntries(
      Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
  }
}

const ASSIGN_NUMBER = `mutation ($tenantId: ID!, $channel: NumberChannel!, $phone: PhoneNumber!) {
  given: assignCompanyNumber(tenantId: $tenantId, channel: $channel, phone: $phone) { id } }`;
const SET_NUMBER_PROJECT = `mutation ($id: ID!, $projectId: ID) { setCompanyNumberProject(id: $id, projectId: $projectId) { id } }`;

function eventsIn({ calls, texts, webhooks }: Pick<EmulatorState, 'calls' | 'texts' | 'webhooks'>): number {
  return calls.total + texts.sent + texts.written + webhooks.sent;
}

const UNDER_WAY = /* sql */ `
select
  (select count(*)::int from calls where ended_at is null) as live,
  (select count(*)::int from text_messages where status in ('SENDING', 'UNKNOWN')) as texts,
  (select count(*)::int from calls where ended_at is not null and outcome is null) as unassessed,
  (select count(*)::int from assessments where status = 'PENDING') as assessments,
  (select count(*)::int from call_events where applied_at is null) as events,
  (select count(*)::int from outbox where parked_at is null) as facts,
  (select count(*)::int from answers where state not in ('DONE', 'SKIPPED') and due_at <= $1::timestamptz + interval '2 seconds') as answers,
  (select count(*)::int from enrolments e join campaigns c on c.tenant_id = e.tenant_id and c.id = e.campaign_id
    where c.status = 'ACTIVE' and e.state = 'WAITING' and e.due_at <= $1) as due`;
