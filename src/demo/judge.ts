import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { JUDGE_ROLE } from '../platform/config/database-logins';
import { repositoryRoot } from './repository-root';

/** A query that had to return nothing and did not. */
export interface BrokenInvariant {
  /** File name without its ending, for example `one-live-call-per-phone`. */
  readonly name: string;
  /** How many rows break it. */
  readonly rows: number;
  /** The first few of them: ids, states and times, no personal data. */
  readonly sample: unknown;
}

export interface Invariant {
  readonly name: string;
  readonly sql: string;
}

export interface JudgeOptions {
  /**
   * The program's present moment, for the few queries that ask how long something has waited. Default: the newest moment the
   * program has written on a call, which is never later, so that a shifted clock is not taken for a delay.
   */
  readonly now?: Date;
}

const SAMPLE_ROWS = 3;

/** The queries of test/invariants, by name. */
export function readInvariants(folder = join(repositoryRoot(), 'test', 'invariants')): Invariant[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => ({ name: file.slice(0, -'.sql'.length), sql: readFileSync(join(folder, file), 'utf8') }));
}

/** Runs every invariant on one snapshot of the database as the role that reads all tenants and changes nothing. */
export async function brokenInvariants(ownerUrl: string, options: JudgeOptions = {}): Promise<BrokenInvariant[]> {
  return asJudge(ownerUrl, (client) => judge(client, readInvariants(), options));
}

/** Runs `work` in a read-only transaction on one snapshot. `ownerUrl` must be allowed to become the judge. */
export async function asJudge<T>(ownerUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: ownerUrl, application_name: 'callwright-judge' });
  // The query under way fails and says so; without a listener the loss of the connection would end our process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const found = await work(client);
    await client.query('rollback');
    return found;
  } finally {
    await client.end();
  }
}

/** Runs the invariants inside the transaction open on `client`, which is the judge's from then on. */
export async function judge(
  client: Client,
  invariants: readonly Invariant[],
  options: JudgeOptions = {},
): Promise<BrokenInvariant[]> {
  await client.query(`set local role ${JUDGE_ROLE}`);
  await client.query(
    `select set_config('judge.now', coalesce($1, (select max(updated_at) from calls), clock_timestamp())::text, true)`,
    [options.now ?? null],
  );
  const broken: BrokenInvariant[] = [];
  for (const { name, sql } of invariants) {
    const rows = await rowsOf(client, name, sql);
    if (rows.length > 0) broken.push({ name, rows: rows.length, sample: rows.slice(0, SAMPLE_ROWS) });
  }
  return broken;
}

/** @throws Error that names the query, which the database's own message does not. */
async function rowsOf(client: Client, name: string, sql: string): Promise<unknown[]> {
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } catch (error) {
    throw new Error(
      `The invariant ${name} cannot be asked: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}
