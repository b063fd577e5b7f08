import { setTimeout as delay } from 'node:timers/promises';
import type { EmulatorState } from '../e2e/support/emulated-world';
import type { Role } from '../e2e/support/programs';
import type { SeatName } from './crew';
import type { Strike } from './failpoint-log';
import type { Row } from './row';
import type { FaultWorld } from './world';

/** Fewer people than this waiting to be called: more come. */
const LOW_TIDE = 25;
const WAVE = 40;
/** No row needs more people than this of each company. */
const MOST_PEOPLE = 1_500;

export interface Finding {
  readonly name: string;
  readonly rows: number;
  readonly sample: unknown;
}

/** How much of a row is run. */
export interface Length {
  /** Of the time faults last. */
  readonly time: number;
  /** Of the people. */
  readonly people: number;
  /** Processes of a row that does not say which. */
  readonly roles: readonly Role[];
}

export const WHOLE: Length = { time: 1, people: 1, roles: ['api', 'api', 'worker', 'worker'] };
/** For every change: correctness is judged as ever, of fewer attempts. */
export const SHORT: Length = { time: 0.4, people: 0.4, roles: ['api', 'worker', 'worker'] };

/** What one row does and has seen. */
export class Run {
  readonly findings: Finding[] = [];
  readonly notes: string[] = [];
  /** Kinds of injections and how often each came about. */
  readonly injections = new Map<string, number>();
  /** Moments of ours from which on the system has to be at work again, ms. */
  readonly marks: number[] = [];
  readonly strikes: Strike[] = [];
  faultsFrom?: number;
  faultsUntil?: number;
  /** The pace is measured: judges, who read every table from end to end, wait. */
  isMeasured = false;
  /** A judge is looking. */
  isJudged = false;
  private readonly launched = new Map<string, number>();
  private readonly campaigns = new Set<string>();

  constructor(
    readonly world: FaultWorld,
    readonly row: Row,
    readonly seed: number,
    private readonly length: Length = WHOLE,
  ) {}

  /** Says that something was broken just now, and from when on recovery counts: from now on, or never. */
  injected(kind: string, options: { times?: number; recovers?: boolean } = {}): void {
    const { times = 1, recovers = true } = options;
    if (times <= 0) return;
    this.faultsFrom ??= Date.now();
    this.injections.set(kind, (this.injections.get(kind) ?? 0) + times);
    if (recovers) this.marks.push(Date.now());
  }

  /** Something was mended: recovery counts from now on. */
  mended(): void {
    this.marks.push(Date.now());
  }

  struck(strike: Strike): void {
    this.strikes.push(strike);
    this.injected(strike.name, { recovers: strike.action === 'kill' || strike.action === 'stop' });
  }

  violate(name: string, sample: unknown, rows = 1): void {
    if (!this.findings.some((found) => found.name === name)) this.findings.push({ name, rows, sample });
  }

  note(text: string): void {
    this.notes.push(text);
  }

  get total(): number {
    return [...this.injections.values()].reduce((sum, times) => sum + times, 0);
  }

  /** The emulator's faults from now on; how often they strike is counted when they are taken away. */
  async setFaults(faults: object): Promise<void> {
    await this.collectStruck();
    await this.world.emulator.setFaults(faults);
    this.faultsFrom ??= Date.now();
  }

  async collectStruck(): Promise<void> {
    const { faults } = await this.world.emulator.state();
    for (const { name, struck } of faults) this.injected(name, { times: struck, recovers: false });
  }

  emulatorState(): Promise<EmulatorState> {
    return this.world.emulator.state();
  }

  /** Lets so many ms pass, fewer in a short run, with people to call all the time, unless `enough` says so before. */
  async keepCalling(ms: number, enough: () => boolean = () => false): Promise<void> {
    const until = Date.now() + ms * this.length.time;
    while (Date.now() < until && !enough()) {
      await this.topUp();
      await delay(500);
    }
  }

  /** So many times, fewer in a short run. */
  times(count: number): number {
    return Math.ceil(count * this.length.time);
  }

  /** Waits until calls are being made. */
  async whenCalling(): Promise<void> {
    const until = Date.now() + 30_000;
    for (;;) {
      const [row] = await this.world.sql<{ n: number }>(
        'select count(*)::int as n from calls where dial_started_at is not null',
      );
      if ((row?.n ?? 0) >= 5) return;
      if (Date.now() > until) throw new Error('Nobody is called.');
      await delay(200);
    }
  }

  /** As `keepCalling`, until failpoints have struck so often. */
  untilStruck(times: number, mostMs: number, leastMs = 0): Promise<void> {
    const { time } = this.length;
    const [begun, enough] = [Date.now(), this.times(times)];
    // The longest time is not cut: a slow machine takes longer to come to the points.
    return this.keepCalling(mostMs / time, () => this.strikes.length >= enough && Date.now() - begun >= leastMs * time);
  }

  async launch(index: number, count: number): Promise<void> {
    await (
      await this.prepare(index, count)
    )();
  }

  /** @returns what starts the campaign. */
  async prepare(index: number, count: number): Promise<() => Promise<void>> {
    const load = this.world.companies[index];
    if (!load) return async () => undefined;
    const people = Math.ceil(count * this.length.people);
    const id = await load.prepare(people, this.row.policy, this.row.crowd);
    this.filled(load.tenantId, id, people);
    return async () => void (await load.company.start(id));
  }

  /** So many people are in a campaign; each campaign counts once. */
  filled(tenantId: string, campaignId: string, people: number): void {
    if (this.campaigns.has(campaignId)) return;
    this.campaigns.add(campaignId);
    this.launched.set(tenantId, (this.launched.get(tenantId) ?? 0) + people);
  }

  /** Leads of each company that are in campaigns, as the suite counts them. */
  get people(): ReadonlyMap<string, number> {
    return this.launched;
  }

  draw(seat: SeatName, incarnation: number): number {
    return this.seed + incarnation * 31 + seat.length;
  }

  /** Campaigns are new each time: a list sent while everything breaks may fail, and is tried again the next time. */
  private async topUp(): Promise<void> {
    if (this.row.isLoaded === false) return;
    for (const [index, load] of this.world.companies.entries()) {
      if ((this.launched.get(load.tenantId) ?? 0) >= MOST_PEOPLE) continue;
      try {
        const [row] = await this.world.sql<{ n: number }>(
          `select count(*)::int as n from enrolments where tenant_id = $1 and state = 'WAITING'`,
          [load.tenantId],
        );
        if ((row?.n ?? 0) < LOW_TIDE * this.length.people) await this.launch(index, WAVE);
      } catch (error) {
        this.note(`no more people just now: ${error instanceof Error ? error.message.slice(0, 80) : String(error)}`);
      }
    }
  }
}
