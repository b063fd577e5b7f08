import { type AppConfig, loadConfig } from './platform/config/config';
import { developmentSecrets } from './platform/config/development-secrets';
import { environmentSchema } from './platform/config/environment';
import { processEnvironment } from './platform/config/process-environment';
import { readEnvironment, type Variables, withoutEmpty } from './platform/config/read-environment';
import { startEmbeddedServices } from './platform/embedded/embedded-services';
import { migrateDatabase } from './platform/database/migrate';

export interface Runtime {
  readonly config: AppConfig;
  /** Stops the servers this process started for itself; nothing when it uses others. */
  readonly stop: () => Promise<void>;
}

const placeSchema = environmentSchema.pick({ NODE_ENV: true, DATA_DIR: true });

/**
 * Reads the environment, starts PostgreSQL and Redis where none is named, and migrates when asked to.
 * @throws InvalidConfiguration naming each unusable variable.
 */
export async function loadRuntimeConfig(variables: Variables = processEnvironment()): Promise<Runtime> {
  const { NODE_ENV, DATA_DIR: dataDir } = readEnvironment(placeSchema, variables);
  if (NODE_ENV === 'production') return ready(loadConfig(variables), async () => undefined);
  const given: Variables = { ...developmentSecrets(dataDir), ...withoutEmpty(variables) };
  const services = await startEmbeddedServices({
    dataDir,
    postgres: !given['DATABASE_URL'] && !given['DATABASE_APP_URL'],
    redis: !given['REDIS_URL'],
    log: (line) => process.stderr.write(`callwright: ${line}\n`),
  });
  try {
    const config = loadConfig({
      ...given,
      ...(services.databaseUrl ? { DATABASE_URL: services.databaseUrl } : {}),
      ...(services.redisUrl ? { REDIS_URL: services.redisUrl } : {}),
    });
    return await ready(config, () => services.stop());
  } catch (error) {
    await services.stop();
    throw error;
  }
}

async function ready(config: AppConfig, stop: () => Promise<void>): Promise<Runtime> {
  const { ownerUrl, migrateOnStart, roleSecret } = config.database;
  if (migrateOnStart && ownerUrl) await migrateDatabase(ownerUrl, roleSecret);
  return { config, stop };
}
