import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { closerOf } from '../../../src/shut-down';
import { startTestApp, type TestApp } from '../../support/test-app';

const REQUESTS_MS = 300;

describe('shutting down', () => {
  const clients: Socket[] = [];
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp({ listen: true });
  });
  afterAll(async () => {
    for (const client of clients) client.destroy();
    await app.close();
  });

  /** A client that never hangs up by itself. */
  const open = async (...lines: string[]): Promise<Socket> => {
    const { hostname, port } = new URL(app.url);
    const client = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    clients.push(client);
    await once(client, 'connect');
    client.on('error', () => client.destroy());
    client.write(['', ...lines, 'Host: callwright', '', ''].join('\r\n'));
    return client;
  };

  it('is held up neither by a body that trickles in nor by a client that does not hang up', async () => {
    const close = closerOf(app.nest, REQUESTS_MS);
    const slow = await open('POST /webhooks/slow HTTP/1.1', 'Content-Type: text/plain', 'Content-Length: 900');
    const trickle = setInterval(() => slow.write('a'), 20);
    const gone = new Promise((resolve) => slow.once('close', resolve)).finally(() => clearInterval(trickle));
    const refused = await open('GET /nowhere HTTP/1.1', 'Connection: Upgrade', 'Upgrade: websocket');
    await once(refused, 'data');
    await close();
    await gone;
    await expect(open('GET / HTTP/1.1')).rejects.toThrow('ECONNREFUSED');
  });
});
