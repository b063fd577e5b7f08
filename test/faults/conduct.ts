import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/demo/repository-root';
import { checkHistories } from './checkers';
import { FaultJury } from './fault-jury';
import { recoveryOf } from './recovery';
import type { Row } from './row';
import { type Finding, type Length, Run, WHOLE } from './run';
import type { FaultServers } from './servers';
import { FaultWorld } from './world';

/** Three sweeps of five seconds. */
const THREE_SWEEPS_MS = 15_000;
const DRAIN_MS = 120_000;
const TIME_SCALE = 400;

export interface RowReport {
  readonly id: string;
  readonly injections: ReadonlyMap<string, number>;
  readonly injected: number;
  readonly attempts: number;
  readonly findings: readonly Finding[];
  readonly recovery: readonly number[];
  readonly expectsNoRecovery: boolean;
  readonly extraCalls: number;
  /** Processes that ended by themselves. */
  readonly exits: readonly string[];
  readonly ended: number;
  readonly looks: number;
  readonly unanswered: number;
  readonly notes: readonly string[];
}

/** One row from beginning to end, on an installation of its own. */
export async function conduct(
  servers: FaultServers,
  row: Row,
  seed: number,
  length: Length = WHOLE,
): Promise<RowReport> {
  const struck: { run?: Run } = {};
  const world = await FaultWorld.open(servers, {
    name: row.id,
    folder: join(repositoryRoot(), '.data', 'faults', row.id),
    roles: row.roles ?? length.roles,
    timeScale: row.timeScale ?? TIME_SCALE,
    env: row.env ?? {},
    clockOffsetMs: row.clockOffsetMs ?? 0,
    onStrike: (strike) => struck.run?.struck(strike),
  });
  const run = new Run(world, row, seed, length);
  struck.run = run;
  let jury: FaultJury | undefined;
  try {
    if (row.extras) world.crew.extras = row.extras(seed);
    await world.populate(['Harbour Homes', 'Meadow Homes']);
    jury = new FaultJury(run);
    if (row.isLoaded !== false) for (const index of world.companies.keys()) await run.launch(index, row.people ?? 60);
    const times = stopwatch();
    await row.inject(run);
    times.lap('faults');
    await heal(run);
    times.lap('repair');
    await drain(run);
    run.note(times.lap('drain'));
    await row.check?.(run);
    const extraCalls = await checkHistories(run);
    await jury.verdict();
    return await reportOf(run, jury, extraCalls);
  } finally {
    await jury?.verdict().catch(() => undefined);
    await world.close();
  }
}

/** Seconds each part has taken. */
function stopwatch(): { lap(part: string): string } {
  let since = performance.now();
  const laps: string[] = [];
  return {
    lap: (part) => {
      laps.push(`${part} ${((performance.now() - since) / 1_000).toFixed(0)} s`);
      since = performance.now();
      return laps.join(', ');
    },
  };
}

/** No more faults: those of the emulator end, and processes that were told to fail are started anew without it. */
async function heal(run: Run): Promise<void> {
  const { world, row } = run;
  await run.collectStruck();
  await world.emulator.setFaults({});
  await world.crew.forget();
  await row.heal?.(run);
  run.faultsUntil = Date.now();
  run.mended();
}

/** Until nothing is under way, and for three sweeps at least. */
async function drain(run: Run): Promise<void> {
  const begun = Date.now();
  for (;;) {
    const left = await underWay(run);
    const isQuiet = Object.values(left).every((count) => count === 0);
    const waited = Date.now() - begun;
    if (isQuiet && waited >= THREE_SWEEPS_MS) return;
    if (waited > (run.row.drainMs ?? DRAIN_MS))
      return run.violate('drain/something-is-left', { ...left, ...(await leftOver(run)) });
    await resumePaused(run);
    await startForgotten(run);
    await delay(500);
  }
}

/** What is stuck, for whoever asks why. */
async function leftOver(run: Run): Promise<object> {
  const [assessments, campaigns] = await Promise.all([
    run.world.sql(
      `select id, due_at, lease_until, attempts, last_error, now() as database_now from assessments where status = 'PENDING' limit 3`,
    ),
    run.world.sql(
      `select c.status, c.pause_reason, e.state, count(*)::int as people, min(e.due_at) as due_at from campaigns c
       join enrolments e on e.tenant_id = c.tenant_id and e.campaign_id = c.id
       where c.status in ('ACTIVE', 'PAUSED') and e.state in ('WAITING', 'IN_FLIGHT', 'WRAP_UP') group by 1, 2, 3 limit 3`,
    ),
  ]);
  return { programNow: run.world.now(), assessments, campaigns };
}

async function underWay(run: Run): Promise<Record<string, number>> {
  const { calls, webhooks } = await run.emulatorState();
  const [rows] = await run.world.sql<Record<string, number>>(UNDER_WAY, [
    run.world.now(),
    run.row.leavesPeople === true,
  ]);
  return { ringing: calls.live + calls.queued, webhooks: webhooks.inFlight, ...rows };
}

/** What an operator does who reads that a campaign has been paused for its failures, and knows that they were ours. */
async function resumePaused(run: Run): Promise<void> {
  const paused = await run.world.sql<{ tenant_id: string; id: string }>(
    `select tenant_id, id from campaigns where status = 'PAUSED' and pause_reason = 'FAILURE_BREAKER'`,
  );
  for (const { tenant_id: tenantId, id } of paused) {
    const load = run.world.companies.find((one) => one.tenantId === tenantId);
    run.note('a campaign was resumed after its breaker');
    await load?.company.perform(RESUME, { id }).catch((error: unknown) => run.note(String(error)));
  }
}

/** What an operator does whose request to start a campaign, or to fill it, was broken off by the faults: looks, and asks again. */
async function startForgotten(run: Run): Promise<void> {
  const forgotten = await run.world.sql<{ tenant_id: string; id: string; people: number }>(
    `select c.tenant_id, c.id, count(*)::int as people from campaigns c
     join enrolments e on e.tenant_id = c.tenant_id and e.campaign_id = c.id where c.status = 'DRAFT' group by 1, 2`,
  );
  for (const { tenant_id: tenantId, id, people } of forgotten) {
    const load = run.world.companies.find((one) => one.tenantId === tenantId);
    run.note(`a campaign of ${people} was started again`);
    run.filled(tenantId, id, people);
    await load?.company.start(id).catch((error: unknown) => run.note(String(error)));
  }
}

const RESUME = `mutation ($id: ID!) { resumeCampaign(id: $id) { ... on Campaign { id } ... on Refusal { message } } }`;

const UNDER_WAY = /* sql */ `
select
  (select count(*)::int from calls where ended_at is null) as live,
  (select count(*)::int from calls where ended_at is not null and outcome is null) as unassessed,
  (select count(*)::int from assessments where status = 'PENDING') as assessments,
  (select count(*)::int from call_events where applied_at is null) as events,
  (select count(*)::int from outbox where parked_at is null) as facts,
  (select count(*)::int from lead_imports where status = 'RUNNING') as imports,
  (select count(*)::int from campaigns where status in ('ACTIVE', 'PAUSED') and not $2) as campaigns,
  (select count(*)::int from enrolments where state = 'WAITING' and due_at <= $1 and not $2) as due,
  (select count(*)::int from token_reservations where state = 'HELD' and expires_at <= $1) as reservations`;

async function reportOf(run: Run, jury: FaultJury, extraCalls: number): Promise<RowReport> {
  const { world } = run;
  const [from, until] = [run.faultsFrom ?? 0, run.faultsUntil ?? 0];
  const [row] = await world.sql<{ n: number }>(
    'select count(*)::int as n from calls where dial_started_at between $1 and $2',
    [world.now(new Date(from)), world.now(new Date(until))],
  );
  const unwanted = world.crew.exits.filter(({ wanted }) => !wanted);
  if (unwanted.length > 0) run.violate('process/ended-by-itself', unwanted.slice(0, 3), unwanted.length);
  return {
    id: run.row.id,
    injections: run.injections,
    injected: run.total,
    attempts: run.faultsFrom === undefined ? 0 : (row?.n ?? 0),
    findings: run.findings,
    recovery: await recoveryOf(run),
    expectsNoRecovery: run.row.expectsNoRecovery === true,
    extraCalls,
    exits: unwanted.map(({ seat, how }) => `${seat}: ${how}`),
    ended: world.crew.exits.length,
    looks: jury.looks,
    unanswered: jury.unanswered,
    notes: run.notes,
  };
}
