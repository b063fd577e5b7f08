import { siblingUrl, withClient } from '../support/administration';
import { cpuSecondsOf } from './process-cpu';

/** What the database has done in one of its databases so far. */
export interface DatabaseWork {
  readonly transactions: number;
  readonly rows: number;
}

/** Backends hand in their counts about once a second (PostgreSQL manual, section 27.2.2). */
const STATISTICS_MS = 1_500;

/** Waits until the counts are in. */
export async function databaseWork(url: string): Promise<DatabaseWork> {
  await new Promise((resolve) => setTimeout(resolve, STATISTICS_MS));
  const name = new URL(url).pathname.slice(1);
  return withClient(siblingUrl(url, 'postgres'), async (client) => {
    const { rows } = await client.query<{ transactions: string; rows: string }>(
      `select xact_commit as transactions, tup_inserted + tup_updated + tup_deleted as rows from pg_stat_database where datname = $1`,
      [name],
    );
    return { transactions: Number(rows[0]?.transactions), rows: Number(rows[0]?.rows) };
  });
}

/** Copies a database nobody is connected to. @returns the address of the copy. */
export async function copyDatabase(url: string, copy: string): Promise<string> {
  const name = new URL(url).pathname.slice(1);
  await withClient(siblingUrl(url, 'postgres'), (client) =>
    client.query(`create database ${copy} template ${name} strategy file_copy`),
  );
  return siblingUrl(url, copy);
}

/** Seconds of processor time of each connection of the server, by process id. */
export async function connectionsCpu(url: string): Promise<ReadonlyMap<number, number>> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    return new Map(rows.map(({ pid }) => [pid, cpuSecondsOf(pid)]));
  });
}
