import axios from 'axios';
import { once } from 'node:events';
import { Agent, createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monotonicMs } from '../../../src/platform/clock/clock';
import { type LeaveToSend, leavingTransport, underLeave } from '../../../src/platform/http/leaving-request';
import { neverSent } from '../../../src/platform/http/never-sent';
import { door } from '../../support/door';
import { until } from '../../support/until';

describe('a request under a leave to send', () => {
  let server: Server;
  let url: string;
  let arrived = 0;
  let answer: Promise<void> = Promise.resolve();

  beforeAll(async () => {
    server = createServer((request, response) => {
      arrived += 1;
      request.resume();
      void answer.then(() => response.end('ok'));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  beforeEach(() => {
    arrived = 0;
    answer = Promise.resolve();
  });

  const post = (agent: Agent): Promise<number> =>
    axios
      .post<string>(url, 'To=x', { httpAgent: agent, transport: leavingTransport, maxRedirects: 0, proxy: false })
      .then(({ status }) => status);
  const failureOf = (sent: Promise<unknown>): Promise<unknown> =>
    sent.then(
      () => 'it was sent',
      (error: unknown) => error,
    );
  const granted = (forMs: number): LeaveToSend => ({ leaveByMs: monotonicMs() + forMs, mayLeave: () => true });
  const lapsed: LeaveToSend = { leaveByMs: 0, mayLeave: () => false };

  it('leaves, and its answer may take longer than the leave', async () => {
    const { opened, open } = door();
    answer = opened;
    const leave = granted(500);
    const sent = underLeave(leave, () => post(new Agent()));
    await until(() => monotonicMs() > leave.leaveByMs + 30);
    open();
    expect(await sent).toBe(200);
    expect(arrived).toBe(1);
  });

  it('that waits for a free connection is given up in time, provably unsent', async () => {
    const { opened, open } = door();
    answer = opened;
    const agent = new Agent({ maxSockets: 1 });
    const first = post(agent);
    await until(() => arrived === 1);
    const second = await failureOf(underLeave(granted(20), () => post(agent)));
    expect(neverSent(second)).toBe(true);
    open();
    expect(await first).toBe(200);
    expect(arrived).toBe(1);
  });

  it('that waits for a name or a connection is given up in time, provably unsent', async () => {
    const agent = new Agent({ lookup: () => undefined });
    const sent = underLeave(granted(20), () =>
      axios.post('http://nowhere.invalid/', '', {
        httpAgent: agent,
        transport: leavingTransport,
        maxRedirects: 0,
        proxy: false,
      }),
    );
    expect(neverSent(await failureOf(sent))).toBe(true);
  });

  it.each([false, true])(
    'does not leave once its leave is gone, over a connection kept alive: %s',
    async (keepAlive) => {
      const agent = new Agent({ keepAlive });
      expect(await post(agent)).toBe(200);
      expect(neverSent(await failureOf(underLeave(lapsed, () => post(agent))))).toBe(true);
      expect(arrived).toBe(1);
      agent.destroy();
    },
  );

  it('is left alone when nobody gave a leave', async () => {
    expect(await post(new Agent())).toBe(200);
  });
});
