import { Client } from 'pg';
import { loadMigrationSettings } from '../config/migration-settings';
import { processEnvironment } from '../config/process-environment';
import { ensureDatabaseRoles } from './database-roles';
import { ownerDataSource } from './data-source';

/**
 * Creates the database roles and brings the schema to the newest migration. Idempotent; concurrent callers wait for each other.
 * `ownerUrl` must be allowed to create roles unless they exist already.
 */
export async function migrateDatabase(ownerUrl: string, roleSecret: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl, application_name: 'callwright-migrate' });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('callwright:migrate'))");
    await ensureDatabaseRoles(client, roleSecret);
    const source = await ownerDataSource(ownerUrl).initialize();
    try {
      await source.runMigrations();
    } finally {
      await source.destroy();
    }
  } finally {
    await client.end();
  }
}

async function main(): Promise<void> {
  const { ownerUrl, roleSecret } = loadMigrationSettings(processEnvironment());
  await migrateDatabase(ownerUrl, roleSecret);
  process.stdout.write('migrate: the schema is at the newest migration\n');
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`migrate: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
