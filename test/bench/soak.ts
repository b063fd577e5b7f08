import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Redis from 'ioredis';
import { offsetToAfternoon } from '../../src/demo/demo-clock';
import { repositoryRoot } from '../../src/demo/repository-root';
import { Stage } from '../../src/demo/stage';
import { withClient } from '../support/administration';
import { BenchCompany } from './bench-company';
import { LiveMemory } from './live-memory';
import { slopePerHour } from './slope';

/** Before this share of the time the program still finds its size. */
const SETTLED_FROM = 1 / 3;
/** Long enough apart that the calls of one campaign are over before the next begins. */
const CAMPAIGN_EVERY_MS = 20_000;
const PEOPLE_PER_CAMPAIGN = 60;
const TIME_SCALE = 200;

const MEASURES = [
  'dataMegabytes',
  'codeMegabytes',
  'rssMegabytes',
  'handles',
  'connections',
  'redisMegabytes',
] as const;

type Say = (line: string) => void;

interface Sample {
  readonly seconds: number;
  readonly dataMegabytes: number;
  readonly codeMegabytes: number;
  readonly rssMegabytes: number;
  readonly handles: number;
  readonly connections: number;
  readonly redisMegabytes: number;
}

/** Campaigns one after the other for so many minutes, and whether the program grows meanwhile: it is looked at before each of them. */
export async function soak(minutes: number, say: Say): Promise<void> {
  const memory = new LiveMemory();
  const stage = await Stage.set({
    dataDir: join(repositoryRoot(), '.data', 'bench'),
    timeScale: TIME_SCALE,
    clockOffsetMs: offsetToAfternoon(new Date()),
    env: memory.env,
    log: say,
  });
  const redis = new Redis(stage.redisUrl);
  try {
    const company = await BenchCompany.found(stage);
    const samples: Sample[] = [];
    const until = performance.now() + minutes * 60_000;
    while (performance.now() < until) {
      const next = delay(CAMPAIGN_EVERY_MS);
      await company.start(await company.draft(PEOPLE_PER_CAMPAIGN));
      await next;
      samples.push(await sampleOf(stage, redis, memory));
    }
    report(samples, samples.length * PEOPLE_PER_CAMPAIGN, say);
  } catch (error) {
    say(stage.tails());
    throw error;
  } finally {
    await redis.quit();
    await stage.clear();
    memory.clear();
  }
}

function report(samples: readonly Sample[], people: number, say: Say): void {
  const settled = samples.slice(Math.floor(samples.length * SETTLED_FROM));
  const figures = MEASURES.map((name) => {
    const line = slopePerHour(settled.map((sample) => ({ x: sample.seconds, y: sample[name] })));
    return { name, mean: line.mean, growth: `slope ${((100 * line.slope) / line.mean).toFixed(2)} % per hour` };
  });
  for (const { name, mean, growth } of figures) say(`${name}: mean ${mean.toFixed(1)}, ${growth}`);
  say(`bench soak: ${figures[0]?.growth} (${people} people called, ${settled.length} samples)`);
}

async function sampleOf(stage: Stage, redis: Redis, memoryOf: LiveMemory): Promise<Sample> {
  const { pid } = stage.program;
  const connections = await withClient(stage.databaseUrl, (client) =>
    client.query<{ count: number }>(
      "select count(*)::int as count from pg_stat_activity where backend_type = 'client backend'",
    ),
  );
  const held = await memoryOf.of(pid);
  const memory = /used_memory:(\d+)/.exec(await redis.info('memory'))?.[1];
  return {
    seconds: performance.now() / 1_000,
    dataMegabytes: held.data,
    codeMegabytes: held.code,
    rssMegabytes: Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024,
    handles: readdirSync(`/proc/${pid}/fd`).length,
    connections: connections.rows[0]?.count ?? 0,
    redisMegabytes: Number(memory ?? 0) / 1_048_576,
  };
}
