import Redis from 'ioredis';
import { Client } from 'pg';
import { randomBytes } from 'node:crypto';
import { siblingUrl, withClient } from './administration';
import { readTestEnvironment, TEST_ROLE_SECRET } from './test-environment';

export interface ClonedDatabase {
  /** Opens the clone as the owner of its tables. */
  ownerUrl: string;
  /** From which the passwords of the program's own roles are derived (DATABASE_ROLE_SECRET). */
  roleSecret: string;
  /** Removes the clone, whoever is still connected. */
  drop(): Promise<void>;
}

/** Any number will do, as long as every copier uses the same. */
const COPY_LOCK = 7_205_001;

/** A migrated, empty database for one test file: a copy of the template, made in some 50 ms. */
export async function cloneDatabase(): Promise<ClonedDatabase> {
  const { databaseUrl, template } = readTestEnvironment();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await withClient(databaseUrl, async (client) => {
    // The template must have no other user while it is copied, and another copier is one. The lock ends with the session.
    await client.query('SELECT pg_advisory_lock($1)', [COPY_LOCK]);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} ${await copyStrategy(client)}`);
  });
  return {
    ownerUrl: siblingUrl(databaseUrl, name),
    roleSecret: TEST_ROLE_SECRET,
    drop: () =>
      withClient(databaseUrl, async (client) => {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      }),
  };
}

/** Copying files is three times as fast as the default of version 15 and later; earlier ones know nothing else. */
async function copyStrategy(client: Client): Promise<string> {
  const { rows } = await client.query<{ version: number }>(
    "SELECT current_setting('server_version_num')::int AS version",
  );
  return (rows[0]?.version ?? 0) >= 150_000 ? 'STRATEGY file_copy' : '';
}

export interface RedisNamespace {
  /** Names a logical database that no test file running at the same time uses. */
  url: string;
  /** For keys and channels (channels know no logical databases); unique to the caller. */
  prefix: string;
  /** Empties the logical database: for this test file Redis then has lost everything. */
  flush(): Promise<void>;
}

/** A part of the tests' Redis for one test file. */
export function redisNamespace(): RedisNamespace {
  const url = new URL(readTestEnvironment().redisUrl);
  url.pathname = `/${logicalDatabase(process.env['JEST_WORKER_ID'])}`;
  return {
    url: url.toString(),
    prefix: `test-${randomBytes(6).toString('hex')}`,
    flush: async () => {
      const client = new Redis(url.toString());
      try {
        await client.flushdb();
      } finally {
        client.disconnect();
      }
    },
  };
}

/** Jest numbers its workers from 1, and a worker runs one file at a time; Redis has 16 databases unless told otherwise. */
function logicalDatabase(workerId: string | undefined): number {
  return Number(workerId ?? 1) % 16;
}
