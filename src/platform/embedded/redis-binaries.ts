import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedServicesError } from './embedded-services.errors';
import { LookupEnvironment, serverEnvironment } from './lookup-environment';
import { hasDistributionPackages, unpackRedisPackage } from './redis-package';
import { errorCode, reasonOf } from './error-code';

/** A real Redis or Valkey, or the JavaScript server from npm. */
export type RedisProgram =
  | { kind: 'native'; program: string; libraryPath: string | undefined; version: string; source: string }
  | { kind: 'javascript'; module: string };

/**
 * Finds a Redis server: REDIS_SERVER_BIN and nothing else when it is set; else `redis-server` or `valkey-server` on PATH;
 * on Debian and Ubuntu the distribution's package, unpacked below `dataDir`; last the JavaScript server from npm.
 * @throws EmbeddedServicesError naming the ways out when there is none.
 */
export async function findRedis(
  environment: LookupEnvironment,
  dataDir: string,
  log: (line: string) => void,
): Promise<RedisProgram> {
  const { redisServerBin } = environment;
  if (redisServerBin) {
    const named = await probe(redisServerBin, 'REDIS_SERVER_BIN');
    if (typeof named !== 'string') return named;
    throw new EmbeddedServicesError(`REDIS_SERVER_BIN=${redisServerBin} does not run as a Redis server: ${named}`);
  }
  const found = (await onPath(environment)) ?? (await fromDistribution(dataDir, log)) ?? fromNpm();
  if (found) return found;
  throw new EmbeddedServicesError(
    'No Redis server to start. Either set REDIS_URL, or install redis-server or valkey-server, ' +
      'or install the development dependencies (npm ci brings js-redis-server).',
  );
}

async function onPath(environment: LookupEnvironment): Promise<RedisProgram | undefined> {
  for (const folder of environment.path) {
    for (const program of [join(folder, 'redis-server'), join(folder, 'valkey-server')]) {
      const found = existsSync(program) ? await probe(program, program) : '';
      if (typeof found !== 'string') return found;
    }
  }
  return undefined;
}

async function fromDistribution(dataDir: string, log: (line: string) => void): Promise<RedisProgram | undefined> {
  if (!hasDistributionPackages()) return undefined;
  try {
    const { program, libraryPath } = await unpackRedisPackage(dataDir);
    const found = await probe(program, 'distribution package, unpacked', libraryPath);
    if (typeof found !== 'string') return found;
    log(`The distribution's Redis, unpacked as ${program}, does not run here (${found}).`);
  } catch (error) {
    log(`The distribution's Redis package could not be fetched (${reasonOf(error)}).`);
  }
  return undefined;
}

/** A development dependency: absent in production, where REDIS_URL is set. */
function fromNpm(): RedisProgram | undefined {
  try {
    return { kind: 'javascript', module: createRequire(__filename).resolve('js-redis-server') };
  } catch (error) {
    if (errorCode(error) === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

/** The program with its version, or why it is none: not a Redis, not for this processor, a library missing. */
async function probe(program: string, source: string, libraryPath?: string): Promise<RedisProgram | string> {
  const env = serverEnvironment(libraryPath ? { LD_LIBRARY_PATH: libraryPath } : {});
  try {
    const { stdout } = await promisify(execFile)(program, ['--version'], { timeout: 10_000, env });
    const version = parseRedisVersion(stdout);
    return version ? { kind: 'native', program, libraryPath, version, source } : `it prints ${JSON.stringify(stdout)}`;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Reads `Redis server v=7.0.15 sha=...` and `Valkey server v=8.1.1 ...`. */
export function parseRedisVersion(printed: string): string | undefined {
  const [, name, version] = /^(Redis|Valkey) server v=([\d.]+)/.exec(printed) ?? [];
  return name && version ? `${name} ${version}` : undefined;
}
