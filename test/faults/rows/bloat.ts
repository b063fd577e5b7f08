import { Client } from 'pg';
import type { Run } from '../run';

/**
 * Leaves what so many claims leave behind: calls, with their ways through the index of live ones; facts, and versions of the progress of
 * campaigns, as many for each call as were written in this run; and people, in front of those who wait in new campaigns. All of it is
 * made and taken away in one transaction of each table, so nobody ever sees it.
 * @param people who wait, of each company. @returns versions of rows written.
 */
export async function leaveDead(run: Run, claims: number, people: number): Promise<number> {
  const client = new Client({ connectionString: run.world.parts.databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    // No triggers, and no references to people who never were.
    await client.query('set session_replication_role = replica');
    const { facts, progress } = await writtenPerCall(client);
    let written = await stir(client, CALLS, claims);
    written += await stir(client, FACTS, Math.round(claims * facts));
    const starts = [];
    for (const index of run.world.companies.keys()) starts.push(await run.prepare(index, people));
    written += await stir(client, PEOPLE, claims);
    written += await stir(client, PROGRESS, Math.round(claims * progress));
    for (const start of starts) await start();
    run.note(
      `for each claim ${facts.toFixed(1)} facts, ${progress.toFixed(1)} versions of progress: ${written} written`,
    );
    return written;
  } finally {
    await client.end();
  }
}

async function stir(client: Client, steps: readonly string[], times: number): Promise<number> {
  let written = 0;
  await client.query('begin');
  for (const step of steps) {
    const { rowCount } = await client.query(step, step.includes('$1') ? [times] : []);
    written += rowCount ?? 0;
  }
  await client.query('commit');
  return written;
}

async function writtenPerCall(client: Client): Promise<{ facts: number; progress: number }> {
  const { rows } = await client.query<{ name: string; inserted: number; updated: number }>(
    `select relname as name, n_tup_ins::float8 as inserted, n_tup_upd::float8 as updated from pg_stat_user_tables
     where relname in ('calls', 'outbox', 'campaign_progress')`,
  );
  const of = (name: string): { inserted: number; updated: number } =>
    rows.find((row) => row.name === name) ?? { inserted: 0, updated: 0 };
  const calls = Math.max(1, of('calls').inserted);
  return { facts: of('outbox').inserted / calls, progress: of('campaign_progress').updated / calls };
}

const GHOSTS = 'create temporary table ghosts (id uuid primary key) on commit drop';

const CALLS = [
  GHOSTS,
  /* sql */ `
  with done as materialized (
    select c, row_number() over () as place, count(*) over () as many from calls c where ended_at is not null and enrolment_id is not null
  ), made as (
    insert into calls select ghost.* from generate_series(1, $1::int) as n
    join done on done.place = 1 + n % done.many
    cross join lateral jsonb_populate_record(done.c, jsonb_build_object('id', gen_random_uuid(), 'lead_id', gen_random_uuid(),
      'enrolment_id', gen_random_uuid(), 'phone', '+1' || (2000000000 + n)::text, 'status', 'QUEUED', 'provider_call_id', null,
      'outcome', null, 'ended_at', null, 'dial_started_at', null)) as ghost
    returning id
  ) insert into ghosts select id from made`,
  `update calls set status = 'DIALING', dial_started_at = created_at where id in (select id from ghosts)`,
  `update calls set status = 'RINGING' where id in (select id from ghosts)`,
  `update calls set status = 'COMPLETED', ended_at = created_at where id in (select id from ghosts)`,
  'delete from calls where id in (select id from ghosts)',
];

const FACTS = [
  GHOSTS,
  /* sql */ `
  with made as (
    insert into outbox (tenant_id, id, name, payload, occurred_at, next_attempt_at)
    select t.id, gen_random_uuid(), 'call.status_changed', '{"callId": "00000000-0000-0000-0000-000000000000"}', now(),
      now() - interval '1 minute' - n * interval '1 millisecond'
    from generate_series(1, $1::int) as n
    join (select id, row_number() over () as place, count(*) over () as many from tenants) t on t.place = 1 + n % t.many
    returning id
  ) insert into ghosts select id from made`,
  `update outbox set attempts = 1, next_attempt_at = next_attempt_at + interval '10 seconds' where id in (select id from ghosts)`,
  'delete from outbox where id in (select id from ghosts)',
];

const PEOPLE = [
  GHOSTS,
  /* sql */ `
  with waiting as materialized (
    select e, row_number() over () as place, count(*) over () as many from enrolments e where state = 'WAITING'
  ), made as (
    insert into enrolments select ghost.* from generate_series(1, $1::int) as n
    join waiting on waiting.place = 1 + n % waiting.many
    cross join lateral jsonb_populate_record(waiting.e, jsonb_build_object('id', gen_random_uuid(), 'lead_id', gen_random_uuid(),
      'phone', '+1' || (2000000000 + n)::text,
      'due_at', least((waiting.e).due_at, (waiting.e).created_at) - n * interval '1 millisecond')) as ghost
    returning id
  ) insert into ghosts select id from made`,
  `update enrolments set state = 'IN_FLIGHT', attempts = 1 where id in (select id from ghosts)`,
  'delete from enrolments where id in (select id from ghosts)',
];

/** By the row's place: by its key each step would walk through all the steps before. */
const PROGRESS = [
  /* sql */ `
  create or replace function pg_temp.stir(times int) returns setof tid language plpgsql as $$
  declare
    places tid[];
    at tid;
  begin
    select array_agg(place) into places
      from (select p.ctid as place from campaign_progress p where p.remaining > 0 for update) held;
    foreach at in array coalesce(places, '{}') loop
      for n in 1 .. times / cardinality(places) loop
        update campaign_progress set updated_at = clock_timestamp() where ctid = at returning ctid into at;
        return next at;
      end loop;
    end loop;
  end $$`,
  'select pg_temp.stir($1)',
];
