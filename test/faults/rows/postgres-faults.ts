import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Row } from '../row';
import type { Run } from '../run';
import { drawn } from '../seeded';
import { leaveDead } from './bloat';

const CLAIMS = 60_000;
/** Of each company, at the beginning of each measure. */
const PEOPLE = 200;
/** Of the pace without dead rows. */
const LEAST_PACE = 0.8;

export const POSTGRES_FAULTS: readonly Row[] = [
  {
    id: 'F20',
    title: 'PostgreSQL is restarted without a word, three times',
    inject: async (run) => {
      await run.whenCalling();
      for (let times = 0; times < 3; times += 1) {
        await run.keepCalling(8_000);
        await run.world.servers.restartPostgres();
        run.injected('immediate restart');
      }
      await run.keepCalling(8_000);
    },
  },
  {
    id: 'F21',
    title: 'a third of the database sessions is ended every 200 ms',
    inject: async (run) => {
      await run.whenCalling();
      const over = new AbortController();
      const ending = endSessions(run, over.signal);
      await run.keepCalling(25_000);
      over.abort();
      await ending;
    },
  },
  {
    id: 'F23',
    title: 'every connection is taken: 50 requests at once, a lock that is held',
    env: { DATABASE_POOL_SIZE: '5' },
    inject: async (run) => {
      await run.whenCalling();
      const calling = run.keepCalling(35_000);
      for (let times = 0; times < 4; times += 1) {
        await holdLock(run, 3_000, () => crowd(run, 50));
        run.mended();
        await delay(4_000);
      }
      await calling;
    },
  },
  {
    id: 'F48',
    title: 'bloat: no vacuum, a reader that never ends its transaction, and what sixty thousand claims leave behind',
    // The carrier must not be what limits the pace.
    env: { CARRIER_CALLS_PER_SECOND: '200' },
    people: PEOPLE,
    inject: async (run) => {
      const reader = new Client({ connectionString: run.world.parts.databaseUrl });
      reader.on('error', () => undefined);
      await reader.connect();
      try {
        await reader.query('begin isolation level repeatable read');
        await reader.query('select count(*) from calls');
        await run.whenCalling();
        for (const table of ['enrolments', 'calls', 'outbox', 'campaign_progress'])
          await run.world.sql(`alter table ${table} set (autovacuum_enabled = off)`);
        run.injected('idle reader', { recovers: false });
        const fresh = await pace(run, 15_000);
        run.injected('rows left dead', { times: await leaveDead(run, CLAIMS, PEOPLE), recovers: false });
        const bloated = await pace(run, 15_000);
        run.note(
          `attempts a second fresh ${fresh.toFixed(1)}, bloated ${bloated.toFixed(1)}: ${(bloated / fresh).toFixed(2)}`,
        );
        if (!(bloated >= LEAST_PACE * fresh)) run.violate('bloat/slower', { fresh, bloated });
      } finally {
        await reader.end();
      }
    },
  },
];

/** Ends a third of the sessions, again and again, but none of our own. */
async function endSessions(run: Run, over: AbortSignal): Promise<void> {
  for (let turn = 0; !over.aborted; turn += 1) {
    const ended = await run.world
      .sql<{ n: number }>(
        `select count(pg_terminate_backend(pid))::int as n from pg_stat_activity
         where datname = current_database() and usename in ('callwright_app', 'callwright_platform') and pid % 3 = $1`,
        [drawn(0, 3, run.seed, turn)],
      )
      .catch(() => []);
    const [row] = ended;
    run.injected('sessions ended', { times: row?.n ?? 0, recovers: turn % 25 === 0 });
    await delay(200);
  }
}

/** Nobody can write to campaigns while `work` goes on. */
async function holdLock(run: Run, ms: number, work: () => Promise<void>): Promise<void> {
  const holder = new Client({ connectionString: run.world.parts.databaseUrl });
  holder.on('error', () => undefined);
  await holder.connect();
  try {
    await holder.query('begin');
    await holder.query('lock table campaigns in access exclusive mode');
    run.injected('lock held', { recovers: false });
    await Promise.all([delay(ms), work()]);
    await holder.query('rollback');
  } finally {
    await holder.end();
  }
}

/** So many people ask at once; every one gets an answer, and no answer takes for ever. */
async function crowd(run: Run, count: number): Promise<void> {
  const load = run.world.companies[0];
  if (!load) return;
  const begun = performance.now();
  const asked = Array.from({ length: count }, () =>
    load.company.client
      .request('query { campaigns(first: 5) { nodes { id name status } } }')
      .then(() => 'answered')
      .catch((error: unknown) => (error instanceof Error ? error.name : 'unknown')),
  );
  const answers = await Promise.all(asked);
  const longest = (performance.now() - begun) / 1_000;
  run.injected('requests at once', { times: count, recovers: false });
  const refused = answers.filter((answer) => answer !== 'answered').length;
  run.note(`of ${count} requests at once ${refused} were refused; the last took ${longest.toFixed(1)} s`);
  if (longest > 20) run.violate('pool/hangs', { longest });
}

/** Attempts a second. */
async function pace(run: Run, ms: number): Promise<number> {
  const count = async (): Promise<number> =>
    (await run.world.sql<{ n: number }>('select count(*)::int as n from calls where dial_started_at is not null'))[0]
      ?.n ?? 0;
  await run.keepCalling(2_000);
  run.isMeasured = true;
  while (run.isJudged) await run.keepCalling(500);
  const before = await count();
  await run.keepCalling(ms);
  run.isMeasured = false;
  return ((await count()) - before) / (ms / 1_000);
}
