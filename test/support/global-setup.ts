import { join } from 'node:path';
import { startEmbeddedServices } from '../../src/platform/embedded/embedded-services';
import { createTemplate } from './template-database';
import { isRunning, keepRunning, publishTestEnvironment } from './test-environment';

/**
 * Once per run, whatever the number of projects: a PostgreSQL and a Redis with throw-away data, and the migrated template
 * that test files clone. Servers named by TEST_DATABASE_URL (a superuser's) and TEST_REDIS_URL are used instead.
 */
export default async function globalSetup(): Promise<void> {
  if (isRunning()) return;
  const { TEST_DATABASE_URL: outerDatabase, TEST_REDIS_URL: outerRedis } = process.env;
  const services = await startEmbeddedServices({
    dataDir: join(__dirname, '../../.data'),
    ephemeral: true,
    postgres: !outerDatabase,
    redis: !outerRedis,
    log: (line) => process.stderr.write(`tests: ${line}\n`),
  });
  try {
    const databaseUrl = outerDatabase ?? services.databaseUrl;
    const redisUrl = outerRedis ?? services.redisUrl;
    if (!databaseUrl || !redisUrl) throw new Error('the test servers have no address');
    const environment = { databaseUrl, redisUrl, template: await createTemplate(databaseUrl) };
    publishTestEnvironment(environment);
    keepRunning({ services, environment });
  } catch (error) {
    await services.stop();
    throw error;
  }
}
