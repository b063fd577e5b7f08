import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { CampaignsModule } from '../../src/campaigns/campaigns.module';
import { type AgentUtterance, ThreadDelivery } from '../../src/conversations/delivery/thread-delivery.service';
import { AnswersStage, type Writer } from '../integration/orchestrator/answers-stage';
import globalSetup from '../support/global-setup';
import globalTeardown from '../support/global-teardown';
import { quantile } from './rounds';

/** Conversations that begin a second. */
const RATE = 20;
/** What a model takes for each of its answers here: enough to have many under way at once. */
const MODEL_MS = 150;
const WARM_UP = 40;

type Say = (line: string) => void;

/** Milliseconds of one conversation. */
interface Times {
  heard: number;
  model: number;
  said: number;
}

/**
 * From a message heard to its answer said, without what the model takes: the bell, the steps, the scene, the knowledge, the carrier's
 * gates. Twenty conversations begin a second, every other one by SMS. The yardstick is one committed insert in raw `pg`, meanwhile.
 */
export async function answers(seconds: number, say: Say): Promise<void> {
  await globalSetup();
  const stage = await AnswersStage.start([CampaignsModule]);
  try {
    stage.reset();
    const watch = new Watch(stage);
    await watch.converse(WARM_UP, await manyWriters(stage, WARM_UP));
    const writers = await manyWriters(stage, seconds * RATE);
    await analyze(stage.app.config.database.ownerUrl ?? stage.app.config.database.appUrl);
    const cpu = process.cpuUsage();
    const [times, yardstick] = await Promise.all([
      watch.converse(writers.length, writers),
      commits(stage.app.config.database.ownerUrl ?? stage.app.config.database.appUrl, seconds),
    ]);
    const { user, system } = process.cpuUsage(cpu);
    const overhead = times.map(({ heard, model, said }) => said - heard - model);
    const [p50, p95] = [quantile(overhead, 0.5), quantile(overhead, 0.95)];
    const commit = quantile(yardstick, 0.95);
    say(
      `${times.length} messages answered, ${RATE} conversations a second, the model taking ${MODEL_MS} ms twice for each`,
    );
    say(
      `overhead beyond the model: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms; ${((user + system) / 1_000 / times.length).toFixed(1)} ms CPU each`,
    );
    say(
      `bench answers: ratio ${(p95 / commit).toFixed(2)} (p95 overhead ${p95.toFixed(1)} ms, p95 of one committed insert in raw pg ${commit.toFixed(1)} ms)`,
    );
  } finally {
    await stage.app.close();
    await globalTeardown();
  }
}

/** Takes the times where they happen. */
class Watch {
  private readonly times = new Map<string, Times>();

  constructor(private readonly stage: AnswersStage) {
    const delivery = stage.app.get(ThreadDelivery);
    const deliver = delivery.deliver.bind(delivery);
    delivery.deliver = async (utterance: AgentUtterance) => {
      const delivered = await deliver(utterance);
      this.of(utterance.conversation.id).said = performance.now();
      return delivered;
    };
    stage.scripted({ reply: think, route: think });
  }

  /** Begins that many conversations, evenly spread, and waits until all are answered. */
  async converse(count: number, writers: readonly Writer[]): Promise<Times[]> {
    this.times.clear();
    const began = performance.now();
    await Promise.all(
      writers.slice(0, count).map(async (writer, at) => {
        await pause(Math.max(0, began + (at * 1_000) / RATE - performance.now()));
        const conversationId = await this.stage.write(writer, 'Hello, I am interested in a flat by the sea');
        this.of(conversationId).heard = performance.now();
      }),
    );
    while ([...this.times.values()].some(({ said }) => said === 0)) await pause(20);
    return [...this.times.values()];
  }

  private of(conversationId: string): Times {
    const times = this.times.get(conversationId) ?? { heard: 0, model: 2 * MODEL_MS, said: 0 };
    this.times.set(conversationId, times);
    return times;
  }
}

async function think(): Promise<object> {
  await pause(MODEL_MS);
  return {};
}

async function manyWriters(stage: AnswersStage, count: number): Promise<Writer[]> {
  const { projectId } = await stage.writer();
  const writers: Writer[] = [];
  for (let n = 0; n < count; n += 1)
    writers.push(await stage.writer({ projectId, channel: n % 2 === 0 ? 'SMS' : 'LIVE_CHAT' }));
  return writers;
}

/** Counts what the tables hold, as the server does by itself within a minute: until then it plans as for empty ones. */
async function analyze(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('analyze');
  await client.end();
}

/** Milliseconds of single committed inserts, twenty a second for so long. */
async function commits(url: string, seconds: number): Promise<number[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('create table yardstick (id bigserial primary key, text text)');
  const taken: number[] = [];
  for (let n = 0; n < seconds * RATE; n += 1) {
    const began = performance.now();
    await client.query(`insert into yardstick (text) values ('Hello, I am interested in a flat by the sea')`);
    taken.push(performance.now() - began);
    await pause(1_000 / RATE);
  }
  await client.end();
  return taken;
}
