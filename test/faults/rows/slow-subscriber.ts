import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import Redis from 'ioredis';
import { WebSocket } from 'ws';
import type { ProgressSnapshot } from '../../../src/campaigns/campaigns.topics';
import { CLOSE } from '../../../src/platform/graphql/socket/socket-limits';
import { percentile } from '../recovery';
import type { Row } from '../row';
import type { Run } from '../run';

const SUBSCRIPTIONS = 20;
/** With that many subscriptions of the slow one: two thousand events a second. */
const NEWS_PER_SECOND = 100;
/** Shorter than the ping takes to find a socket dead: it has to be refused for its slowness. */
const ROUND_MS = 9_000;
const ROUNDS = 4;
const MOST_MEGABYTES = 20;
/** "Unchanged", on two cores that do everything else as well. */
const MOST_SLOWER = { times: 1.5, ms: 30 };
/** Far above any total the campaign has by itself, so that each piece of news is known by it. */
const FIRST_TOTAL = 1_000_000;

interface Heard {
  /** Memory of the process, the median of the round, MB: its peaks are what the collector of garbage has not come to yet. */
  readonly megabytes: number;
  /** From the news being published until the quick one had it, 95th percentile, ms. */
  readonly p95: number;
  readonly events: number;
  /** Share of the news the quick one has had. */
  readonly heard: number;
  /** With what the other socket was closed. */
  readonly code?: number;
}

export const SLOW_SUBSCRIBER: Row = {
  id: 'F42',
  title: 'a subscriber that does not read two thousand events a second',
  isLoaded: false,
  expectsNoRecovery: true,
  inject: async (run) => {
    await run.launch(0, 5);
    const campaignId = run.world.companies[0]?.campaignIds[0] ?? '';
    const redis = new Redis(run.world.servers.redisUrl);
    try {
      // The same load with everybody reading is what the rest is held against, turn by turn; the first round only warms.
      const reading: Heard[] = [];
      const paused: Heard[] = [];
      await round(run, redis, campaignId, false);
      for (let n = 0; n < ROUNDS; n += 1) {
        reading.push(await round(run, redis, campaignId, false));
        paused.push(await round(run, redis, campaignId, true));
        run.injected('events to a paused socket', { times: paused.at(-1)?.events ?? 0, recovers: false });
      }
      judge(run, reading, paused);
    } finally {
      redis.disconnect();
    }
  },
};

function judge(run: Run, reading: readonly Heard[], paused: readonly Heard[]): void {
  const most = (of: readonly Heard[]): number =>
    percentile(
      of.map(({ megabytes }) => megabytes),
      0.5,
    );
  const slowest = (of: readonly Heard[]): number =>
    percentile(
      of.map(({ p95 }) => p95),
      0.5,
    );
  const grown = most(paused) - most(reading);
  const [before, after] = [slowest(reading), slowest(paused)];
  const perSecond = paused.map(({ events }) => Math.round(events / (ROUND_MS / 1_000)));
  run.note(
    `events a second to the paused socket ${perSecond.join(', ')}; memory ${most(reading).toFixed(0)} MB while all read, ` +
      `${grown >= 0 ? '+' : ''}${grown.toFixed(1)} MB while one did not; p95 of another ${before.toFixed(0)} ms, then ${after.toFixed(0)} ms; ` +
      `closed with ${paused.map(({ code }) => code ?? 'nothing').join(', ')}`,
  );
  if (grown > MOST_MEGABYTES) run.violate('subscriber/memory', { grown });
  if (after > before * MOST_SLOWER.times + MOST_SLOWER.ms)
    run.violate('subscriber/others-are-slower', { before, after });
  const others = paused.filter(({ code }) => code !== CLOSE.slowReader);
  if (others.length > 0) run.violate('subscriber/not-closed-with-our-code', others[0], others.length);
  const closed = reading.filter(({ code }) => code !== undefined);
  if (closed.length > 0)
    run.note(`${closed.length} readers of ${reading.length} were closed: the machine was too busy`);
  const deaf = [...reading, ...paused].filter(({ heard }) => heard < 0.5);
  if (deaf.length > 0) run.violate('subscriber/the-quick-one-hears-too-little', deaf[0], deaf.length);
}

/** News for so long to one who reads one subscription and one who has twenty, and reads them or not. */
async function round(run: Run, redis: Redis, campaignId: string, isPaused: boolean): Promise<Heard> {
  const sent = new Map<number, number>();
  const took: number[] = [];
  const quick = await subscribe(run, campaignId, 1, (total) => {
    const at = sent.get(total);
    if (at !== undefined) took.push(performance.now() - at);
  });
  const other = await subscribe(run, campaignId, SUBSCRIPTIONS);
  if (isPaused) other.socket.pause();
  const resident: number[] = [];
  const begun = performance.now();
  while (performance.now() - begun < ROUND_MS) {
    const due = ((performance.now() - begun) / 1_000) * NEWS_PER_SECOND;
    while (sent.size < due) {
      const total = FIRST_TOTAL + sent.size;
      sent.set(total, performance.now());
      void redis.publish(channelOf(run, campaignId), JSON.stringify(snapshotOf(campaignId, total)));
    }
    resident.push(residentOf(run));
    await delay(10);
  }
  other.socket.resume();
  await delay(2_000);
  const code = other.code();
  for (const { socket } of [other, quick]) socket.terminate();
  const events = sent.size * SUBSCRIPTIONS;
  return {
    megabytes: percentile(resident, 0.5),
    heard: took.length / sent.size,
    p95: percentile(took, 0.95),
    events,
    ...(code === undefined ? {} : { code }),
  };
}

interface Listening {
  readonly socket: WebSocket;
  /** With what it was closed; undefined while it is open. */
  code(): number | undefined;
}

/** Follows the campaign on a socket of its own, so many times over. */
async function subscribe(
  run: Run,
  campaignId: string,
  times: number,
  heard: (total: number) => void = () => undefined,
): Promise<Listening> {
  const url = run.world.crew.urlOf('api-1').replace('http', 'ws');
  const token = run.world.companies[0]?.company.client.headers['authorization'] ?? '';
  const socket = new WebSocket(`${url}/graphql`, 'graphql-transport-ws');
  let code: number | undefined;
  socket.on('error', () => undefined);
  socket.on('close', (how) => (code = how));
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: token } }));
  await new Promise((resolve) => socket.once('message', resolve));
  socket.on('message', (data: Buffer) => {
    const { type, payload } = JSON.parse(data.toString()) as Message;
    if (type === 'next') heard(payload?.data?.campaignProgressed?.total ?? 0);
  });
  for (let n = 0; n < times; n += 1) {
    const payload = { query: FOLLOW, variables: { campaignId } };
    socket.send(JSON.stringify({ id: String(n), type: 'subscribe', payload }));
  }
  await delay(1_000);
  return { socket, code: () => code };
}

interface Message {
  readonly type: string;
  readonly payload?: { readonly data?: { readonly campaignProgressed?: { readonly total: number } } };
}

const FOLLOW = /* GraphQL */ `
  subscription ($campaignId: ID!) {
    campaignProgressed(campaignId: $campaignId) {
      status
      total
      remaining
      inFlight
      called
      connected
      qualified
      failed
      optedOut
      calls
      callsPerMinute
      nextDialAt
      updatedAt
    }
  }
`;

/** As another process of the program publishes it. */
function channelOf(run: Run, campaignId: string): string {
  return ['faults', 't', run.world.companies[0]?.tenantId, 'campaign-progressed', campaignId].join(':');
}

function snapshotOf(campaignId: string, total: number): ProgressSnapshot {
  const moment = new Date().toISOString();
  const figures = { remaining: 812, inFlight: 25, called: 188, connected: 97, qualified: 31, failed: 12, optedOut: 3 };
  const rest = { pauseReason: null, calls: 240, spendMicros: '1250000', currency: 'USD', callsPerMinute: 14 };
  return { campaignId, status: 'ACTIVE', total, ...figures, ...rest, nextDialAt: moment, updatedAt: moment };
}

/** Memory of the process that serves the sockets, MB. */
function residentOf(run: Run): number {
  const status = readFileSync(`/proc/${run.world.crew.pidOf('api-1')}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024;
}
