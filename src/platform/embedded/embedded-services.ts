import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { dataHome, sharedFolder } from './data-home';
import { DataLock } from './data-lock';
import { EmbeddedServicesError } from './embedded-services.errors';
import { lookupEnvironment } from './lookup-environment';
import { findPostgres } from './postgres-binaries';
import { startPostgres } from './postgres-server';
import { findRedis } from './redis-binaries';
import { startRedis } from './redis-server';
import { onFreePort, RunningServer } from './running-server';
import { ServiceAccount, serviceAccount } from './service-account';

export interface EmbeddedServicesOptions {
  /** Folder for data and unpacked programs, made when missing. As root the data lie below /var/tmp (see dataHome). */
  dataDir: string;
  /** Data of their own, not synced to disk, deleted at the end. Default false: the data of the last start are used. */
  ephemeral?: boolean;
  postgres: boolean;
  redis: boolean;
  /** Receives one line per server: which program was taken, and where it listens. */
  log?: (line: string) => void;
}

export interface EmbeddedServices {
  /** Opens the database `callwright` as the owner of the cluster. Undefined when PostgreSQL was not asked for. */
  databaseUrl?: string;
  redisUrl?: string;
  /** Stops the servers in order; throw-away data are gone afterwards. Calling it again waits for the same end. */
  stop(): Promise<void>;
}

interface Place {
  dataDir: string;
  home: string;
  ephemeral: boolean;
  account: ServiceAccount | undefined;
  onGuard: (pid: number) => void;
}

/**
 * Starts PostgreSQL and Redis for development, demonstration and tests, on free ports of 127.0.0.1. They end with this
 * process, however it ends. Linux and macOS; elsewhere set DATABASE_URL and REDIS_URL. Asked for neither server, it touches
 * nothing.
 * @throws EmbeddedServicesError when a server cannot be found or started, or the data folder is in use.
 */
export async function startEmbeddedServices(options: EmbeddedServicesOptions): Promise<EmbeddedServices> {
  if (!options.postgres && !options.redis) return { stop: () => Promise.resolve() };
  if (process.platform === 'win32') {
    throw new EmbeddedServicesError('On Windows set DATABASE_URL and REDIS_URL, or run inside WSL.');
  }
  const dataDir = resolve(options.dataDir);
  const ephemeral = options.ephemeral ?? false;
  mkdirSync(dataDir, { recursive: true });
  const account = serviceAccount();
  const home = dataHome(dataDir, ephemeral, account);
  const lock = ephemeral ? undefined : await DataLock.acquire(dataDir);
  const place: Place = { dataDir, ephemeral, account, home, onGuard: (pid) => lock?.addGuard(pid) };
  const starts = await Promise.allSettled([
    options.postgres ? postgres(place) : undefined,
    options.redis ? redis(place, options.log) : undefined,
  ]);
  const servers = starts.flatMap((start) => (start.status === 'fulfilled' && start.value ? [start.value] : []));
  for (const server of servers) options.log?.(server.description);
  const stop = once(() => stopAll(servers, place, lock));
  const failure = starts.find((start) => start.status === 'rejected');
  if (failure) {
    await stop();
    throw failure.reason;
  }
  const [database, wakeUps] = starts.map((start) => (start.status === 'fulfilled' ? start.value?.url : undefined));
  return { ...(database && { databaseUrl: database }), ...(wakeUps && { redisUrl: wakeUps }), stop };
}

async function postgres({ dataDir, ...place }: Place): Promise<RunningServer> {
  const stagingParent = (): string => (place.account ? sharedFolder(dataDir) : dataDir);
  const binaries = await findPostgres(lookupEnvironment(), stagingParent, place.account);
  return onFreePort(() => startPostgres({ ...place, binaries }));
}

async function redis(place: Place, log: (line: string) => void = () => undefined): Promise<RunningServer> {
  const program = await findRedis(lookupEnvironment(), place.dataDir, log);
  return onFreePort(() => startRedis(program, place));
}

async function stopAll(servers: RunningServer[], place: Place, lock: DataLock | undefined): Promise<void> {
  try {
    await Promise.all(servers.map((server) => server.stop()));
    if (place.ephemeral) rmSync(place.home, { recursive: true, force: true });
  } finally {
    lock?.release();
  }
}

function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= action());
}
