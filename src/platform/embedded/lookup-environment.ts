import { processEnvironment } from '../config/process-environment';

/**
 * The variables the launcher looks up to find server programs. They are read here and not in the typed configuration
 * because they describe the machine, not the product: no deployment that sets DATABASE_URL and REDIS_URL needs them.
 */
export interface LookupEnvironment {
  /** Folders searched for postgres, redis-server and valkey-server. */
  path: string[];
  /** PG_BIN_DIR: folder that holds `postgres` and `initdb`; when set it is preferred to every other place. */
  pgBinDir: string | undefined;
  /** REDIS_SERVER_BIN: full path of a Redis or Valkey server; when set it is preferred to every other place. */
  redisServerBin: string | undefined;
}

export function lookupEnvironment(env = processEnvironment()): LookupEnvironment {
  return {
    path: (env['PATH'] ?? '').split(':').filter((folder) => folder.startsWith('/')),
    pgBinDir: env['PG_BIN_DIR'] || undefined,
    redisServerBin: env['REDIS_SERVER_BIN'] || undefined,
  };
}

/** What a started server inherits: enough to run, nothing that could change its behaviour (PGDATA, LC_*, TZ ...). */
export function serverEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  return { PATH: processEnvironment()['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', ...extra };
}
