import { randomBytes } from 'node:crypto';
import { siblingUrl, withClient } from './administration';
import { TEST_ROLE_SECRET } from './test-environment';

/**
 * Creates and migrates the database that test files clone. The name is new in each run, since the server may be one
 * that other runs use too.
 */
export async function createTemplate(databaseUrl: string): Promise<string> {
  const template = `callwright_template_${randomBytes(4).toString('hex')}`;
  await withClient(databaseUrl, (client) => client.query(`CREATE DATABASE ${template}`));
  const { migrateDatabase } = await import('../../src/platform/database/migrate');
  await migrateDatabase(siblingUrl(databaseUrl, template), TEST_ROLE_SECRET);
  // A single connection to it would make every copy fail.
  await withClient(databaseUrl, (client) =>
    client.query(`ALTER DATABASE ${template} WITH ALLOW_CONNECTIONS false IS_TEMPLATE true`),
  );
  return template;
}

export async function dropTemplate(databaseUrl: string, template: string): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query(`ALTER DATABASE ${template} WITH IS_TEMPLATE false`);
    await client.query(`DROP DATABASE ${template} WITH (FORCE)`);
  });
}
