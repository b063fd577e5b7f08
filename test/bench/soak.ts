import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Redis from 'ioredis';
import { offsetToAfternoon } from '../../src/demo/demo-clock';
import { repositoryRoot } from '../../src/demo/repository-root';
import { Stage } from '../../src/demo/stage';
import { withClient } from '../support/administration';
import { BenchCompany } from './bench-company';
import { slopePerHour } from './slope';

/** Before this share of the time the program still finds its size. */
const SETTLED_FROM = 1 / 3;
const SAMPLE_MS = 5_000;
/** Long enough apart that the calls of one campaign are over before the next begins. */
const CAMPAIGN_EVERY_MS = 20_000;
const PEOPLE_PER_CAMPAIGN = 60;
const TIME_SCALE = 200;

type Say = (line: string) => void;

interface Sample {
  readonly seconds: number;
  readonly rssMegabytes: number;
  readonly handles: number;
  readonly connections: number;
  readonly redisMegabytes: number;
}

/** Campaigns one after the other for so many minutes, and whether the program grows meanwhile. */
export async function soak(minutes: number, say: Say): Promise<void> {
  const dataDir = join(repositoryRoot(), '.data', 'bench');
  const stage = await Stage.set({
    dataDir,
    timeScale: TIME_SCALE,
    clockOffsetMs: offsetToAfternoon(new Date()),
    log: say,
  });
  const redis = new Redis(stage.redisUrl);
  try {
    const company = await BenchCompany.found(stage);
    const samples: Sample[] = [];
    const until = performance.now() + minutes * 60_000;
    let nextCampaignMs = 0;
    let campaigns = 0;
    while (performance.now() < until) {
      if (performance.now() >= nextCampaignMs) {
        nextCampaignMs = performance.now() + CAMPAIGN_EVERY_MS;
        await company.start(await company.draft(PEOPLE_PER_CAMPAIGN));
        campaigns += 1;
      }
      await delay(SAMPLE_MS);
      samples.push(await sampleOf(stage, redis));
    }
    report(samples, campaigns * PEOPLE_PER_CAMPAIGN, say);
  } catch (error) {
    say(stage.tails());
    throw error;
  } finally {
    await redis.quit();
    await stage.clear();
  }
}

function report(samples: readonly Sample[], people: number, say: Say): void {
  const settled = samples.slice(Math.floor(samples.length * SETTLED_FROM));
  const figures = (['rssMegabytes', 'handles', 'connections', 'redisMegabytes'] as const).map((name) => {
    const points = settled.map((sample) => ({ x: sample.seconds, y: sample[name] }));
    const { slope, mean } = slopePerHour(points);
    return { name, slope, mean };
  });
  for (const { name, slope, mean } of figures)
    say(`${name}: mean ${mean.toFixed(1)}, slope ${((100 * slope) / mean).toFixed(2)} % per hour`);
  const [rss] = figures;
  if (!rss) return;
  say(
    `bench soak: slope ${((100 * rss.slope) / rss.mean).toFixed(2)} % per hour (${people} people called, memory ${rss.mean.toFixed(0)} MB, ` +
      `${settled.length} samples)`,
  );
}

async function sampleOf(stage: Stage, redis: Redis): Promise<Sample> {
  const { pid } = stage.program;
  const connections = await withClient(stage.databaseUrl, (client) =>
    client.query<{ count: number }>(
      "select count(*)::int as count from pg_stat_activity where backend_type = 'client backend'",
    ),
  );
  const memory = /used_memory:(\d+)/.exec(await redis.info('memory'))?.[1];
  return {
    seconds: performance.now() / 1_000,
    rssMegabytes: Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024,
    handles: readdirSync(`/proc/${pid}/fd`).length,
    connections: connections.rows[0]?.count ?? 0,
    redisMegabytes: Number(memory ?? 0) / 1_048_576,
  };
}
