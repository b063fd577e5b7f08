import Queue from 'bull';
import Redis from 'ioredis';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPostgres } from '../../../src/platform/embedded/postgres-binaries';
import { findRedis } from '../../../src/platform/embedded/redis-binaries';
import { startRedis } from '../../../src/platform/embedded/redis-server';
import { RunningServer } from '../../../src/platform/embedded/running-server';
import { serviceAccount } from '../../../src/platform/embedded/service-account';

const nothing = { path: [], pgBinDir: undefined, redisServerBin: undefined };
let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'redis-spec-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe('a program named by a variable', () => {
  it('is an error when it does not run, and nothing else is tried', async () => {
    const program = join(home, 'redis-server');
    writeFileSync(program, '#!/bin/sh\necho "not a Redis"\n', { mode: 0o755 });
    await expect(findRedis({ ...nothing, redisServerBin: program }, home, fail)).rejects.toThrow('REDIS_SERVER_BIN');
    await expect(findPostgres({ ...nothing, pgBinDir: home }, () => home, serviceAccount())).rejects.toThrow(
      'DATABASE_URL',
    );
  });

  it('is taken when it runs', async () => {
    const program = join(home, 'valkey-server');
    writeFileSync(program, '#!/bin/sh\necho "Valkey server v=8.1.1 sha=0"\n', { mode: 0o755 });
    const found = await findRedis({ ...nothing, redisServerBin: program }, home, fail);
    expect(found).toMatchObject({ kind: 'native', program, version: 'Valkey 8.1.1', source: 'REDIS_SERVER_BIN' });
    expect(await findRedis({ ...nothing, path: ['/nowhere', home] }, home, fail)).toMatchObject({ program });
  });
});

/** The first `count` payloads that the queue's handler receives. */
function received(from: Queue.Queue<{ n: number }>, count: number): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const seen: number[] = [];
    from
      .process((job) => {
        seen.push(job.data.n);
        if (seen.length === count) resolve(seen);
        return Promise.resolve();
      })
      .catch(reject);
  });
}

function fail(line: string): void {
  throw new Error(`unexpected log: ${line}`);
}

describe('the JavaScript server', () => {
  let server: RunningServer;
  const queues: Queue.Queue[] = [];

  beforeAll(async () => {
    const module = require.resolve('js-redis-server');
    server = await startRedis(
      { kind: 'javascript', module },
      { home, ephemeral: true, onGuard: (pid) => expect(pid).toBeGreaterThan(0) },
    );
  });
  afterAll(async () => {
    await Promise.all(queues.map((queue) => queue.close()));
    await server.stop();
  });

  function queue(name: string): Queue.Queue<{ n: number }> {
    const made = new Queue<{ n: number }>(name, server.url);
    queues.push(made);
    return made;
  }

  it('carries jobs, delayed ones too', async () => {
    const jobs = queue('plain');
    const seen = received(jobs, 21);
    await jobs.add({ n: 20 }, { delay: 200 });
    await jobs.addBulk(Array.from({ length: 20 }, (_, n) => ({ data: { n } })));
    expect((await seen).sort((a, b) => a - b)).toEqual(Array.from({ length: 21 }, (_, n) => n));
  });

  it('loses nothing to a client that vanished while it waited', async () => {
    const vanished = new Redis(server.url);
    const waiting = vanished.brpoplpush('source', 'destination', 0);
    const client = new Redis(server.url);
    await client.ping();
    vanished.disconnect();
    await expect(waiting).rejects.toThrow();
    await client.lpush('source', 'element');
    const survivor = await client.brpoplpush('source', 'destination', 5);
    client.disconnect();
    expect(survivor).toBe('element');
  });

  it('answers an empty wait with null in time, and later requests after it', async () => {
    const client = new Redis(server.url);
    const before = Date.now();
    const [, moved, pong] = await Promise.all([
      client.set('key', 'value'),
      client.blmove('empty', 'destination', 'LEFT', 'RIGHT', 0.2),
      client.ping(),
    ]);
    client.disconnect();
    expect({ moved, pong }).toEqual({ moved: null, pong: 'PONG' });
    expect(Date.now() - before).toBeGreaterThanOrEqual(200);
  });

  it('passes published messages on', async () => {
    const [subscriber, publisher] = [new Redis(server.url), new Redis(server.url)];
    const message = new Promise<string>((resolve) => subscriber.on('message', (_, text: string) => resolve(text)));
    await subscriber.subscribe('news', 'weather');
    await publisher.publish('weather', 'sun');
    expect(await message).toBe('sun');
    expect(await subscriber.unsubscribe('news')).toBe(1);
    subscriber.disconnect();
    publisher.disconnect();
  });
});
