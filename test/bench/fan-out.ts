import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Redis from 'ioredis';
import type { ProgressSnapshot } from '../../src/campaigns/campaigns.topics';
import { ASK, perform } from '../../src/demo/demo-api';
import { offsetToAfternoon } from '../../src/demo/demo-clock';
import type { GraphqlClient } from '../../src/demo/graphql-client';
import { repositoryRoot } from '../../src/demo/repository-root';
import { Stage } from '../../src/demo/stage';
import { BenchCompany } from './bench-company';
import { FIRST_WAVE } from './fan-out-wave';
import { cpuSecondsOf } from './process-cpu';
import { inRounds, roundsOf } from './rounds';
import { SideProcess } from './side-process';

const SUBSCRIBERS = 1_000;
/** As many sockets as one key may have open. */
const SOCKETS_PER_KEY = 50;
const ROUNDS = 5;
const WARM_UP_WAVES = 20;

type Say = (line: string) => void;

interface Wave {
  /** From the first subscriber reached to the last. */
  readonly milliseconds: number;
  /** Of one message. */
  readonly bytes: number;
}

/**
 * News of a campaign to a thousand subscribers, each on a socket of its own, published as another process of the program does it:
 * messages a second within a wave, beside a bare `ws` server that sends as many bytes to as many sockets; and what a socket costs in
 * memory.
 * @param waves of each round
 */
export async function fanOut(waves: number, say: Say): Promise<void> {
  const dataDir = join(repositoryRoot(), '.data', 'bench');
  const stage = await Stage.set({ dataDir, timeScale: 1, clockOffsetMs: offsetToAfternoon(new Date()), log: say });
  const sides: Stoppable[] = [];
  try {
    const listening = await subscribeAll(stage, sides);
    let cpuSeconds = 0;
    let number = FIRST_WAVE;
    const wave = async (): Promise<Wave> => {
      number += 1;
      const cpuBefore = cpuSecondsOf(stage.program.pid);
      const seen = await listening.wave(number);
      cpuSeconds += cpuSecondsOf(stage.program.pid) - cpuBefore;
      return seen;
    };
    const { bytes } = await wave();
    const bareWave = await bareServer(bytes, sides);
    for (let n = 0; n < WARM_UP_WAVES; n += 1) await wave();
    for (let n = 0; n < WARM_UP_WAVES; n += 1) await bareWave();
    cpuSeconds = 0;
    const beside = await inRounds(
      ROUNDS,
      () => messagesPerSecond(bareWave, waves),
      () => messagesPerSecond(wave, waves),
    );
    const cpuPerMessage = cpuSeconds / (ROUNDS * waves * SUBSCRIBERS);
    say(
      `bench fanout: ratio ${beside.ratio.toFixed(3)} (${SUBSCRIBERS} subscribers: ${beside.system.toFixed(0)} messages/s, bare ws ` +
        `${beside.yardstick.toFixed(0)}/s, program CPU ${(cpuPerMessage * 1e6).toFixed(0)} µs/message, ` +
        `${(listening.bytesPerSocket / 1_024).toFixed(0)} kB/socket, ${bytes} bytes each, ${roundsOf(beside)})`,
    );
  } catch (error) {
    say(stage.tails());
    throw error;
  } finally {
    for (const side of sides) await side.stop();
    await stage.clear();
  }
}

/** To be stopped in the end. */
interface Stoppable {
  stop(): Promise<void>;
}

interface Listening {
  readonly bytesPerSocket: number;
  wave(number: number): Promise<Wave>;
}

async function subscribeAll(stage: Stage, sides: Stoppable[]): Promise<Listening> {
  const company = await BenchCompany.found(stage);
  const owner = await company.signIn();
  const campaignId = await company.draft(1);
  const keys = await keysOf(owner, SUBSCRIBERS / SOCKETS_PER_KEY);
  const { pid, url } = stage.program;
  const before = rssBytes(pid);
  const address = `${url.replace(/^http/, 'ws')}/graphql`;
  const given = [address, 'graphql', String(SUBSCRIBERS), campaignId, ...keys];
  const { side } = await SideProcess.start('fan-out-listeners.ts', given);
  sides.push(side);
  const redis = new Redis(stage.redisUrl);
  sides.push({ stop: async () => void (await redis.quit()) });
  const channel = `callwright:t:${company.tenantId}:campaign-progressed:${campaignId}`;
  return {
    bytesPerSocket: (rssBytes(pid) - before) / SUBSCRIBERS,
    wave: async (number) => {
      const reached = side.next<Wave>();
      await redis.publish(channel, JSON.stringify(snapshotOf(campaignId, number)));
      return reached;
    },
  };
}

async function bareServer(bytes: number, sides: Stoppable[]): Promise<() => Promise<Wave>> {
  const server = await SideProcess.start<AddressInfo>('fan-out-yardstick.ts');
  sides.push(server.side);
  const address = `ws://127.0.0.1:${server.ready.port}`;
  const { side } = await SideProcess.start('fan-out-listeners.ts', [address, 'plain', String(SUBSCRIBERS), '']);
  sides.push(side);
  let number = FIRST_WAVE;
  return async () => {
    number += 1;
    const reached = side.next<Wave>();
    const message = { id: '1', type: 'next', payload: { data: { campaignProgressed: { total: number } } }, filler: '' };
    const filler = 'x'.repeat(Math.max(0, bytes - JSON.stringify(message).length));
    server.side.tell({ text: JSON.stringify({ ...message, filler }) });
    return reached;
  };
}

async function messagesPerSecond(wave: () => Promise<Wave>, waves: number): Promise<number> {
  let milliseconds = 0;
  for (let n = 0; n < waves; n += 1) milliseconds += (await wave()).milliseconds;
  return (waves * SUBSCRIBERS * 1_000) / milliseconds;
}

async function keysOf(owner: GraphqlClient, count: number): Promise<string[]> {
  const keys: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const input = { name: `Dashboard ${n}`, scopes: ['campaigns:read'] };
    keys.push((await perform<{ secret: string }>(owner, ASK.createApiKey, { input })).secret);
  }
  return keys;
}

function snapshotOf(campaignId: string, total: number): ProgressSnapshot {
  const moment = new Date().toISOString();
  const figures = { remaining: 812, inFlight: 25, called: 188, connected: 97, qualified: 31, failed: 12, optedOut: 3 };
  const rest = { pauseReason: null, calls: 240, spendMicros: '1250000', currency: 'USD', callsPerMinute: 14 };
  return { campaignId, status: 'ACTIVE', total, ...figures, ...rest, nextDialAt: moment, updatedAt: moment };
}

/** Memory of the process that is in use, in bytes. */
function rssBytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1_024;
}
