import { setTimeout as delay } from 'node:timers/promises';
import type { Row } from '../row';
import type { Run } from '../run';
import type { FaultServers } from '../servers';

const needsRealRedis = (servers: FaultServers): string | undefined =>
  servers.hasRealRedis ? undefined : 'there is no Redis server here, only the substitute from npm';

/** Does `work` while people are called, and waits for both. */
async function whileCalling(run: Run, ms: number, work: () => Promise<void>): Promise<void> {
  await run.whenCalling();
  await Promise.all([run.keepCalling(ms), work()]);
}

/** Asks the API all the time. @returns how often it failed, at the end. */
async function failedAnswers(run: Run, work: () => Promise<void>): Promise<number> {
  const { door } = run.world.parts;
  const before = door.failures;
  await work();
  return door.failures - before;
}

export const REDIS_FAULTS: readonly Row[] = [
  {
    id: 'F15',
    title: 'Redis is emptied every 3 s',
    inject: (run) =>
      whileCalling(run, 35_000, async () => {
        for (let flushes = 0; flushes < run.times(11); flushes += 1) {
          await run.world.servers.askRedis('FLUSHALL');
          run.injected('flushall');
          await delay(3_000);
        }
      }),
  },
  {
    id: 'F16',
    title: 'Redis is away for 5 s and comes back empty, three times',
    inject: (run) =>
      whileCalling(run, 40_000, async () => {
        const failed = await failedAnswers(run, async () => {
          for (let times = 0; times < run.times(3); times += 1) {
            await run.world.servers.stopRedis({ forget: true });
            run.injected('restart without memory', { recovers: false });
            await delay(5_000);
            await run.world.servers.startRedis();
            run.mended();
            await delay(7_000);
          }
        });
        run.note(`answers of 5xx while Redis was away: ${failed}`);
        if (failed > 0) run.violate('redis/requests-failed', { failed }, failed);
      }),
  },
  {
    id: 'F17',
    title: 'Redis is full, then evicts',
    unable: needsRealRedis,
    inject: (run) =>
      whileCalling(run, 40_000, async () => {
        const { servers, crew } = run.world;
        for (const policy of ['noeviction', 'allkeys-lru']) {
          await servers.askRedis('CONFIG', 'SET', 'maxmemory-policy', policy);
          await servers.askRedis('CONFIG', 'SET', 'maxmemory', '1500kb');
          run.injected(`full, ${policy}`, { recovers: false });
          await delay(12_000);
          if (policy === 'allkeys-lru') await expectAlarm(run, crew.urlOf('worker-1'));
          await servers.askRedis('CONFIG', 'SET', 'maxmemory', '0');
          run.mended();
        }
        await servers.askRedis('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
      }),
    heal: async (run) => {
      await run.world.servers.askRedis('CONFIG', 'SET', 'maxmemory', '0');
      await run.world.servers.askRedis('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    },
  },
  {
    id: 'F19',
    title: 'Redis becomes the replica of an empty one, and a master again',
    unable: needsRealRedis,
    inject: (run) =>
      whileCalling(run, 45_000, async () => {
        const { servers } = run.world;
        for (let times = 0; times < run.times(3); times += 1) {
          await servers.followOtherRedis();
          run.injected('replica of another', { recovers: false });
          await untilReplica(run);
          await delay(6_000);
          await servers.leadRedis();
          run.mended();
          await delay(6_000);
        }
      }),
    heal: (run) => run.world.servers.leadRedis(),
  },
  {
    id: 'X05',
    title: 'there is no Redis at all',
    env: { REDIS_URL: 'redis://127.0.0.1:1/0' },
    // Without bells a sweep of five seconds makes the calls of one.
    drainMs: 300_000,
    inject: async (run) => {
      run.injected('no Redis', { recovers: false });
      await run.whenCalling();
      await run.keepCalling(40_000);
    },
    check: async (run) => {
      const { crew } = run.world;
      const endings = await Promise.all(crew.names.map((seat) => crew.restart(seat)));
      const bad = endings.filter((ending) => ending !== 'exit code 0');
      if (bad.length > 0) run.violate('shutdown/not-in-order', bad, bad.length);
    },
  },
];

/** The start-up probe tells of a Redis that forgets. */
async function expectAlarm(run: Run, url: string): Promise<void> {
  const answer = await fetch(`${url}/health/startup`).catch(() => undefined);
  const text = (await answer?.text()) ?? '';
  if (!text.includes('degraded')) run.violate('redis/eviction-is-not-told', { status: answer?.status, text });
}

/** It has taken over what the other has, which is nothing, and refuses to be written to. */
async function untilReplica(run: Run): Promise<void> {
  const { servers } = run.world;
  const until = Date.now() + 10_000;
  for (;;) {
    const info = String(await servers.askRedis('INFO', 'replication'));
    const refusal = await servers.askRedis('SET', 'probe', '1').catch((error: unknown) => String(error));
    if (info.includes('master_link_status:up') && String(refusal).includes('READONLY')) return;
    if (Date.now() > until) return run.violate('redis/is-no-replica', { info, refusal });
    await delay(100);
  }
}
