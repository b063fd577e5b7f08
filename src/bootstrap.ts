import { type AppConfig, loadConfig } from './platform/config/config';
import { developmentSecrets } from './platform/config/development-secrets';
import { processEnvironment } from './platform/config/process-environment';
import { startEmbeddedServices } from './platform/embedded/embedded-services';
import { migrateDatabase } from './platform/database/migrate';

export interface Runtime {
  readonly config: AppConfig;
  /** Stops the servers this process started for itself; nothing when it uses others. */
  readonly stop: () => Promise<void>;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment, starts PostgreSQL and Redis where none is named, and migrates when asked to.
 * @throws InvalidConfiguration naming each unusable variable.
 */
export async function loadRuntimeConfig(variables: Variables = processEnvironment()): Promise<Runtime> {
  const isProduction = variables['NODE_ENV'] === 'production';
  const dataDir = variables['DATA_DIR'] || '.data';
  const secrets: Variables = isProduction ? {} : { ...developmentSecrets(dataDir) };
  const given: Variables = { ...secrets, ...withoutEmpty(variables) };
  if (isProduction) return ready(loadConfig(given), async () => undefined);
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

function withoutEmpty(variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
}
