import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import type { Row } from '../row';
import type { Run } from '../run';

const SOCKETS = 4;
const SUBSCRIPTIONS = 20;
const MOST_MEGABYTES = 20;

export const SLOW_SUBSCRIBER: Row = {
  id: 'F42',
  title: 'subscribers that do not read',
  timeScale: 1_000,
  inject: async (run) => {
    await run.whenCalling();
    const url = run.world.crew.urlOf('api-1').replace('http', 'ws');
    const token = run.world.companies[0]?.company.client.headers['authorization'] ?? '';
    const before = [megabytes(run, 'api-1'), megabytes(run, 'api-2')] as const;
    const slow = await Promise.all(Array.from({ length: SOCKETS }, () => subscribe(url, token)));
    const heard = { count: 0 };
    const quick = await subscribe(url, token, () => (heard.count += 1));
    for (const { socket } of slow) socket.pause();
    run.injected('paused subscriptions', { times: SOCKETS * SUBSCRIPTIONS, recovers: false });
    await run.keepCalling(35_000);
    const grown = [megabytes(run, 'api-1') - before[0], megabytes(run, 'api-2') - before[1]] as const;
    for (const { socket } of slow) socket.resume();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    run.note(
      `memory grew by ${grown[0].toFixed(0)} MB, ${grown[1].toFixed(0)} MB in the process without them; ` +
        `the one that reads heard ${heard.count} messages; closed with ${slow.map((one) => one.code() ?? 'nothing').join(', ')}`,
    );
    if (heard.count === 0) run.violate('subscriber/the-quick-one-hears-nothing', heard);
    if (grown[0] - grown[1] > MOST_MEGABYTES) run.violate('subscriber/memory', grown);
    for (const { socket } of [...slow, quick]) socket.terminate();
  },
};

interface Listening {
  readonly socket: WebSocket;
  /** With what it was closed; undefined while it is open. */
  code(): number | undefined;
}

/** Follows the calls of the company as often as one socket may. */
function subscribe(url: string, token: string, heard: () => void = () => undefined): Promise<Listening> {
  const socket = new WebSocket(`${url}/graphql`, 'graphql-transport-ws');
  let code: number | undefined;
  socket.on('error', () => undefined);
  socket.on('close', (how) => (code = how));
  return new Promise((resolve) => {
    socket.once('open', () =>
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: token } })),
    );
    socket.on('message', (data: Buffer) => {
      const { type } = JSON.parse(data.toString()) as { type: string };
      if (type === 'next') heard();
      if (type !== 'connection_ack') return;
      for (let n = 0; n < SUBSCRIPTIONS; n += 1) {
        const payload = { query: 'subscription { callUpdated { id status updatedAt phone attempt endedReason } }' };
        socket.send(JSON.stringify({ id: String(n), type: 'subscribe', payload }));
      }
      resolve({ socket, code: () => code });
    });
  });
}

function megabytes(run: Run, seat: 'api-1' | 'api-2'): number {
  const status = readFileSync(`/proc/${run.world.crew.pidOf(seat)}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024;
}
