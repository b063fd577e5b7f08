import { join } from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { ThriftyClient } from './thrifty-client';

/** Longest time of one statement on the server, in milliseconds. */
const STATEMENT_MS = 10_000;

const CONNECT_MS = 5_000;

/** A live server has answered by then, be it with a time-out of its own. */
const ANSWER_MS = STATEMENT_MS + 2_000;

export interface ConnectionLimits {
  readonly max: number;
  readonly applicationName: string;
  /** Longest wait for the answer to one statement, in milliseconds, after which the connection is given up; 12 s when left out. */
  readonly answerMs?: number;
  /** Longest wait for a connection, in milliseconds; 5 s when left out. */
  readonly connectMs?: number;
}

/**
 * Pool limits and time-outs hold everywhere: nothing waits for ever, no transaction is left open. The server's own time-outs need a
 * server that is there; the client's end a wait for one that went silent.
 */
export function postgresOptions(
  url: string,
  limits: ConnectionLimits,
  entities: DataSourceOptions['entities'],
): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities,
    synchronize: false,
    logging: false,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    applicationName: limits.applicationName,
    extra: {
      Client: ThriftyClient,
      max: limits.max,
      keepAlive: true,
      // Statements leave without waiting for the answer before; whoever awaits each notices nothing.
      pipeline: true,
      connectionTimeoutMillis: limits.connectMs ?? CONNECT_MS,
      idleTimeoutMillis: 30_000,
      statement_timeout: STATEMENT_MS,
      query_timeout: limits.answerMs ?? ANSWER_MS,
      lock_timeout: 5_000,
      // A process that is frozen in a transaction lets go of its locks long before recovery may be over.
      idle_in_transaction_session_timeout: 6_000,
    },
  };
}

/** The owner's connection: migrations and nothing else. */
export function ownerDataSource(ownerUrl: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url: ownerUrl,
    installExtensions: false,
    uuidExtension: 'pgcrypto',
    applicationName: 'callwright-migrate',
    migrations: [join(__dirname, '../../../migrations/*.{ts,js}')],
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'all',
  });
}
