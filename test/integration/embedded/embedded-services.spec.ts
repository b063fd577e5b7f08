import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { dataHome, sharedFolder } from '../../../src/platform/embedded/data-home';
import { EmbeddedServices, startEmbeddedServices } from '../../../src/platform/embedded/embedded-services';
import { serviceAccount } from '../../../src/platform/embedded/service-account';
import { withClient } from '../../support/administration';
import { Addresses, isRealRedis, remains, remainsInTheEnd, serverFacts, withRedis } from './server-facts';

jest.setTimeout(60_000);

const PROJECT_DATA = join(__dirname, '../../../.data');
const folders: string[] = [];
const owners: ChildProcess[] = [];

/**
 * A data folder of its own, with the Redis that the project has unpacked already. It is removed at the end together with
 * what root keeps for it elsewhere.
 */
function newDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-spec-'));
  folders.push(folder);
  const unpacked = join(PROJECT_DATA, 'redis-package');
  if (existsSync(unpacked)) symlinkSync(unpacked, join(folder, 'redis-package'));
  return folder;
}

function persistent(dataDir: string): Promise<EmbeddedServices> {
  return startEmbeddedServices({ dataDir, postgres: true, redis: true });
}

async function startOwner(dataDir: string, mode: 'ephemeral' | 'persistent') {
  const program = join(__dirname, 'owner-process.ts');
  const owner = spawn(process.execPath, ['-r', '@swc-node/register', program, dataDir, mode], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  owners.push(owner);
  for await (const line of createInterface({ input: owner.stdout })) {
    const addresses = JSON.parse(line) as Addresses;
    owner.stdout.destroy();
    return { owner, addresses, facts: await serverFacts(addresses) };
  }
  throw new Error('the owner of the services ended before they were ready');
}

async function addNote(addresses: Addresses, note: string): Promise<void> {
  await withClient(addresses.databaseUrl ?? '', async (client) => {
    await client.query('CREATE TABLE IF NOT EXISTS notes (note text)');
    await client.query('INSERT INTO notes VALUES ($1)', [note]);
  });
  await withRedis(addresses.redisUrl ?? '', (client) => client.rpush('notes', note));
}

/** What both servers remember. */
async function notes(addresses: Addresses): Promise<{ database: string[]; redis: string[] }> {
  const { rows } = await withClient(addresses.databaseUrl ?? '', (client) =>
    client.query<{ note: string }>('SELECT note FROM notes ORDER BY note'),
  );
  const redis = await withRedis(addresses.redisUrl ?? '', (client) => client.lrange('notes', 0, -1));
  return { database: rows.map((row) => row.note), redis };
}

function remembered(addresses: Addresses, note: string) {
  return { database: [note], redis: isRealRedis(addresses) ? [note] : [] };
}

afterAll(() => {
  for (const owner of owners) owner.kill('SIGKILL');
  for (const folder of folders) {
    if (serviceAccount()) rmSync(sharedFolder(folder), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('throw-away services', () => {
  it('are ready to use, closed to strangers, and leave nothing behind', async () => {
    const lines: string[] = [];
    const services = await startEmbeddedServices({
      dataDir: PROJECT_DATA,
      ephemeral: true,
      postgres: true,
      redis: true,
      log: (line) => lines.push(line),
    });
    const { databaseUrl = '', redisUrl = '' } = services;
    const facts = await serverFacts(services);
    const settings = await withClient(databaseUrl, (client) =>
      client.query(
        `SELECT current_database() AS database, current_setting('TimeZone') AS zone, current_setting('fsync') AS fsync,
                current_setting('max_connections') AS connections, lower('ÉÄ') AS lower`,
      ),
    );
    expect(settings.rows).toEqual([
      { database: 'callwright', zone: 'UTC', fsync: 'off', connections: '200', lower: 'éä' },
    ]);
    if (isRealRedis(services)) {
      const policy = await withRedis(redisUrl, (client) => client.config('GET', 'maxmemory-policy'));
      expect(policy).toEqual(['maxmemory-policy', 'noeviction']);
    }
    expect(lines).toContainEqual(expect.stringMatching(/^PostgreSQL \d.* on 127\.0\.0\.1:\d+, throw-away data$/));
    expect(lines).toContainEqual(expect.stringMatching(/redis.* on 127\.0\.0\.1:\d+/i));

    const stranger = new URL(databaseUrl);
    stranger.password = 'guess';
    await expect(withClient(stranger.toString(), (client) => client.query('SELECT 1'))).rejects.toThrow('password');

    await services.stop();
    expect(remains(facts)).toEqual([]);
    await services.stop();
  });

  it('of two starts have nothing in common', async () => {
    const options = { dataDir: PROJECT_DATA, ephemeral: true, postgres: true, redis: false };
    const [one, two] = await Promise.all([startEmbeddedServices(options), startEmbeddedServices(options)]);
    try {
      expect(one.databaseUrl).not.toBe(two.databaseUrl);
      expect(one.redisUrl).toBeUndefined();
      await withClient(one.databaseUrl ?? '', (client) => client.query('CREATE TABLE here (id int)'));
      await one.stop();
      const found = await withClient(two.databaseUrl ?? '', (client) =>
        client.query("SELECT to_regclass('here') AS found"),
      );
      expect(found.rows).toEqual([{ found: null }]);
    } finally {
      await Promise.all([one.stop(), two.stop()]);
    }
  });

  it('vanish with an owner that was killed', async () => {
    const { owner, facts } = await startOwner(PROJECT_DATA, 'ephemeral');
    expect(remains(facts)).toEqual([...facts.pids, ...facts.folders]);
    owner.kill('SIGKILL');
    expect(await remainsInTheEnd(facts)).toEqual([]);
  });

  it('answer until their owner stops them when the whole terminal gets Ctrl-C', async () => {
    const { owner, facts } = await startOwner(PROJECT_DATA, 'ephemeral');
    process.kill(-(owner.pid ?? 0), 'SIGINT');
    const [code] = (await once(owner, 'exit')) as [number | null];
    expect(code).toBe(0);
    expect(remains(facts)).toEqual([]);
  });
});

describe('lasting services', () => {
  it('asked for neither server leave the data folder alone', async () => {
    const dataDir = join(newDataDir(), 'not-made');
    const services = await startEmbeddedServices({ dataDir, postgres: false, redis: false });
    expect(services).toEqual({ stop: expect.any(Function) });
    await services.stop();
    expect(existsSync(dataDir)).toBe(false);
  });

  it('keep their data and their password over a restart', async () => {
    const dataDir = newDataDir();
    const first = await persistent(dataDir);
    await addNote(first, 'first');
    await first.stop();
    const second = await persistent(dataDir);
    try {
      expect(await notes(second)).toEqual(remembered(second, 'first'));
      expect(new URL(second.databaseUrl ?? '').password).toBe(new URL(first.databaseUrl ?? '').password);
    } finally {
      await second.stop();
    }
  });

  it('refuse a second owner and name the lock', async () => {
    const dataDir = newDataDir();
    const services = await persistent(dataDir);
    try {
      await expect(persistent(dataDir)).rejects.toThrow(
        `in use by process ${process.pid} (lock ${join(dataDir, 'embedded.lock')})`,
      );
      await addNote(services, 'still here');
    } finally {
      await services.stop();
    }
    expect(existsSync(join(dataDir, 'embedded.lock'))).toBe(false);
  });

  it('come back with their data at once after their owner was killed', async () => {
    const dataDir = newDataDir();
    const { owner, addresses, facts } = await startOwner(dataDir, 'persistent');
    await addNote(addresses, 'before the crash');
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    const services = await persistent(dataDir);
    try {
      expect(remains({ pids: facts.pids, folders: [] })).toEqual([]);
      expect(await notes(services)).toEqual(remembered(services, 'before the crash'));
    } finally {
      await services.stop();
    }
  });

  it('keep data where their account may go', () => {
    const dataDir = newDataDir();
    const account = serviceAccount();
    expect(dataHome(dataDir, false, account)).toBe(account ? sharedFolder(dataDir) : dataDir);
  });
});
