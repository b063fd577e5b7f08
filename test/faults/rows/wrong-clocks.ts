import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { repositoryRoot } from '../../../src/demo/repository-root';
import type { SeatName } from '../crew';
import type { Row } from '../row';
import type { Run } from '../run';

const MINUTE_MS = 60_000;
const DAY_AND_TWO_MS = 26 * 60 * MINUTE_MS;
/** Half past ten in the evening in New York: nobody may be called in the East, and people may in the West. */
const LATE_EVENING_MS = 8.5 * 60 * MINUTE_MS;
/** Longer than a slow machine takes from asking what time it is to writing it down; far less than any clock here is wrong by. */
const NEAR_S = 10;
const ROUNDS = 2;
const ROUND_MS = 30_000;
const WAVE = 40;
const WAVE_EVERY_MS = 7_500;

/** How wrong the machine of each seat is when it starts, and how wrong it is set when it has run for a while. */
const FIRST: Partial<Record<SeatName, readonly [byMs: number, afterMs: number]>> = {
  'worker-1': [-DAY_AND_TWO_MS, 0],
  'worker-2': [5 * MINUTE_MS, 12_000],
  'api-1': [DAY_AND_TWO_MS, 0],
  'api-2': [-5 * MINUTE_MS, 0],
};
const THEN: typeof FIRST = {
  'worker-1': [-5 * MINUTE_MS, 0],
  'worker-2': [-DAY_AND_TWO_MS, 12_000],
  'api-1': [5 * MINUTE_MS, 0],
  'api-2': [DAY_AND_TWO_MS, 12_000],
};

/**
 * Not by the program's own offset: the machine's clock itself is wrong, and the program has to find out. A day and two hours behind,
 * half past ten in the evening is half past eight: a process that went by its own clock would call the East.
 */
export const WRONG_CLOCKS: Row = {
  id: 'F28',
  title: 'clocks of machines are wrong by 26 hours and by five minutes, both ways, from the start or all at once',
  clockOffsetMs: LATE_EVENING_MS,
  isLoaded: false,
  leavesPeople: true,
  expectsNoRecovery: true,
  extras: () => (seat, incarnation) => {
    const [byMs, afterMs] = (incarnation % 2 === 0 ? FIRST : THEN)[seat] ?? [0, 0];
    return {
      NODE_OPTIONS: `-r ${join(repositoryRoot(), 'test', 'faults', 'wrong-clock.cjs')}`,
      WRONG_CLOCK_MS: String(byMs),
      WRONG_CLOCK_AFTER_MS: String(afterMs),
    };
  },
  inject: async (run) => {
    await noteMoments(run);
    for (let round = 0; round < ROUNDS; round += 1) {
      if (round > 0) for (const seat of run.world.crew.names) await run.world.crew.restart(seat);
      run.injected('wrong clocks', { times: run.world.crew.names.length, recovers: false });
      const until = Date.now() + ROUND_MS;
      while (Date.now() < until) {
        for (const index of run.world.companies.keys()) await run.launch(index, WAVE);
        await delay(WAVE_EVERY_MS);
      }
      await expectTold(run);
    }
  },
  check: judgeMoments,
};

/** What the program says it is, beside what the database says at that moment, for every decision it writes down. */
const NOTEBOOK = /* sql */ `
create schema faults;
grant usage on schema faults to public;
create table faults.moments (what text not null, moment timestamptz not null, written_at timestamptz not null default clock_timestamp());
grant insert on faults.moments to public;
create function faults.note_moment() returns trigger language plpgsql as $$
begin
  insert into faults.moments (what, moment) values (tg_table_name || '.' || tg_argv[0], (to_jsonb(new) ->> tg_argv[0])::timestamptz);
  return null;
end $$;
create trigger noted after insert on dial_checks for each row execute function faults.note_moment('decided_at');
create trigger noted after insert on calls for each row execute function faults.note_moment('queued_at');
create trigger noted_dialed after update of dial_started_at on calls for each row
  when (old.dial_started_at is null and new.dial_started_at is not null) execute function faults.note_moment('dial_started_at');
create trigger noted after insert on call_events for each row execute function faults.note_moment('received_at');
create trigger noted after insert on outbox for each row execute function faults.note_moment('occurred_at');
`;

async function noteMoments(run: Run): Promise<void> {
  await run.world.sql(NOTEBOOK);
}

interface Noted {
  readonly what: string;
  readonly count: number;
  readonly differing: number;
  readonly mostSeconds: number;
}

/** Decisions whose moment is not the database's, but for the offset all of the installation have. */
async function judgeMoments(run: Run): Promise<void> {
  const noted = await run.world.sql<Noted>(
    `select what, count(*)::int as count, count(*) filter (where off > $2)::int as differing, max(off)::float8 as "mostSeconds"
     from (select what, abs(extract(epoch from moment - written_at) - $1::float8) as off from faults.moments) noted group by what order by what`,
    [run.world.parts.clock.offsetMs / 1_000, NEAR_S],
  );
  const all = noted.reduce((sum, { count }) => sum + count, 0);
  const differing = noted.filter((row) => row.differing > 0);
  const most = Math.max(...noted.map(({ mostSeconds }) => mostSeconds));
  run.note(
    `${all} moments written down, ${differing.length} kinds differing; farthest from the database's ${most.toFixed(2)} s`,
  );
  if (differing.length > 0) run.violate('clock/decisions-differ', differing, differing[0]?.differing);
  const kinds = new Set(noted.map(({ what }) => what));
  for (const what of ['dial_checks.decided_at', 'calls.queued_at', 'calls.dial_started_at'])
    if (!kinds.has(what)) run.violate('clock/nothing-was-decided', what);
}

/** Whoever runs a machine whose clock is wrong is told of it. */
async function expectTold(run: Run): Promise<void> {
  const { crew } = run.world;
  for (const seat of crew.names) {
    const text = await fetch(`${crew.urlOf(seat)}/health/ready`)
      .then((answer) => answer.text())
      .catch(() => '');
    const { details } = JSON.parse(text || '{}') as { details?: Record<string, { status?: string }> };
    if (details?.['clock']?.status !== 'degraded') run.violate('clock/not-told', { seat, text });
  }
}
