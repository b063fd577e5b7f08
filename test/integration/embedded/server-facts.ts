import Redis from 'ioredis';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedServices } from '../../../src/platform/embedded/embedded-services';
import { identifyProcess } from '../../../src/platform/embedded/process-identity';
import { withClient } from '../../support/administration';

export type Addresses = Pick<EmbeddedServices, 'databaseUrl' | 'redisUrl'>;

/** Where two running servers live, to look for their remains later. */
export interface ServerFacts {
  pids: number[];
  folders: string[];
}

export async function withRedis<T>(url: string, work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url);
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}

/** The JavaScript server, the last resort, has no password, no process of its own name and no memory. */
export function isRealRedis({ redisUrl = '' }: Addresses): boolean {
  return new URL(redisUrl).password !== '';
}

export async function serverFacts(addresses: Addresses): Promise<ServerFacts> {
  const { rows } = await withClient(addresses.databaseUrl ?? '', (client) =>
    client.query<{ folder: string; pid: number }>(
      "SELECT current_setting('data_directory') AS folder, split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int AS pid",
    ),
  );
  const servers = rows.map(({ pid, folder }) => ({ pid, folder: dirname(folder) }));
  if (isRealRedis(addresses)) servers.push(await withRedis(addresses.redisUrl ?? '', redisFacts));
  return { pids: servers.map(({ pid }) => pid), folders: servers.map(({ folder }) => folder) };
}

async function redisFacts(client: Redis): Promise<{ pid: number; folder: string }> {
  const pid = Number(/process_id:(\d+)/.exec(await client.info('server'))?.[1]);
  return { pid, folder: ((await client.config('GET', 'dir')) as string[])[1] ?? '' };
}

/** The processes and folders that are still there. */
export function remains({ pids, folders }: ServerFacts): (number | string)[] {
  return [...pids.filter((pid) => identifyProcess(pid)), ...folders.filter((folder) => existsSync(folder))];
}

/** Looks until nothing remains, for 10 s at most; returns what remained then. */
export async function remainsInTheEnd(facts: ServerFacts): Promise<(number | string)[]> {
  for (let left = 200; left > 0 && remains(facts).length > 0; left -= 1) await delay(50);
  return remains(facts);
}
