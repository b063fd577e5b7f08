import { join } from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';

export interface ConnectionLimits {
  readonly max: number;
  readonly applicationName: string;
}

/** Pool limits and time-outs hold everywhere: nothing waits for ever, no transaction is left open. */
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
      max: limits.max,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      statement_timeout: 10_000,
      lock_timeout: 5_000,
      idle_in_transaction_session_timeout: 15_000,
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
