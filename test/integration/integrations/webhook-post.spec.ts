import { post, PostFailed } from '../../../src/integrations/webhooks/sending/post';
import { newWebhookSecret, signedHeaders } from '../../../src/integrations/webhooks/sending/webhook-signature';
import {
  answers,
  aRawServer,
  aWebhookReceiver,
  hangs,
  takes,
  verified,
  type WebhookReceiver,
} from './a-webhook-receiver';

const WAITS = { connectMs: 300, totalMs: 400 };
const IN_TIME = 2_000;

describe('a post', () => {
  let receiver: WebhookReceiver;
  beforeAll(async () => {
    receiver = await aWebhookReceiver();
  });
  afterAll(() => receiver.close());
  beforeEach(() => {
    receiver.taken.splice(0);
    receiver.answer = takes;
  });

  const to = (url: string, body = '{}', headers: Record<string, string> = {}) =>
    post({ url: new URL(url), addresses: ['127.0.0.1'], headers, body }, WAITS);
  const failure = async (url: string): Promise<string> => {
    const started = performance.now();
    const code = await to(url).then(
      ({ status }) => `${status}`,
      (error: unknown) => (error instanceof PostFailed ? error.code : String(error)),
    );
    expect(performance.now() - started).toBeLessThan(IN_TIME);
    return code;
  };

  it('arrives byte for byte, in any alphabet, signed', async () => {
    const [secret, messageId, body] = [newWebhookSecret(), 'msg_1', '{"data":{"name":"سارة \\u0041 1.0 🌊"}}'];
    const headers = signedHeaders([secret], { messageId, moment: new Date(), body });
    expect(await to(receiver.url, body, headers)).toMatchObject({ status: 204, response: '' });
    const [taken] = receiver.taken;
    if (!taken) throw new Error('nothing came');
    expect(taken.raw.equals(Buffer.from(body))).toBe(true);
    expect(taken.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': messageId });
    expect(() => verified(secret, taken)).not.toThrow();
  });

  it('connects to the address that was checked, whatever the name stands for by now', async () => {
    const { port } = new URL(receiver.url);
    expect(await to(`http://hooks.acme.invalid:${port}/x`)).toMatchObject({ status: 204 });
    expect(receiver.taken[0]?.headers['host']).toBe(`hooks.acme.invalid:${port}`);
  });

  it('follows nothing', async () => {
    const inside = await aWebhookReceiver();
    try {
      receiver.answer = answers(302, { location: inside.url });
      expect(await to(receiver.url)).toMatchObject({ status: 302 });
      expect(inside.taken).toEqual([]);
    } finally {
      await inside.close();
    }
  });

  it('waits for nobody for ever', async () => {
    receiver.answer = hangs;
    expect(await failure(receiver.url)).toBe('TIMEOUT');
    const mute = await aRawServer(() => undefined);
    expect(await failure(mute.url.replace('http:', 'https:'))).toBe('CONNECT_TIMEOUT');
    mute.close();
  });

  it('gives up an answer that never begins, drop by drop', async () => {
    const drips = await aRawServer((socket) => {
      const drop = setInterval(() => socket.write('x-drop: 1\r\n'), 20);
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n')).once('close', () => clearInterval(drop));
    });
    expect(await failure(drips.url)).toBe('TIMEOUT');
    drips.close();
  });

  it('takes the status for the answer, though its words drip', async () => {
    receiver.answer = (response) => {
      response.writeHead(200);
      response.write('begun');
      const drop = setInterval(() => response.write('.'), 20);
      response.once('close', () => clearInterval(drop));
    };
    const started = performance.now();
    const { status, response } = await to(receiver.url);
    expect([status, response?.slice(0, 5)]).toEqual([200, 'begun']);
    expect(performance.now() - started).toBeLessThan(IN_TIME);
  });

  it('takes the status for the answer, though the connection breaks', async () => {
    receiver.answer = (response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    };
    expect(await to(receiver.url)).toMatchObject({ status: 200, response: 'half' });
  });

  it('reads little of an endless answer, and keeps less', async () => {
    let sent = 0;
    receiver.answer = (response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(16_384))) sent += 16_384;
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    const { response } = await to(receiver.url);
    expect(response).toBe('x'.repeat(1_024));
    expect(sent).toBeLessThan(16 * 2 ** 20);
  });

  it('says what is wrong with the connection', async () => {
    const { port } = new URL(receiver.url);
    expect(await failure('http://127.0.0.1:1/')).toBe('CONNECTION ECONNREFUSED');
    expect(await failure(`https://127.0.0.1:${port}/`)).toMatch(/^CONNECTION E[A-Z]+/);
    const rude = await aRawServer((socket) => socket.once('data', () => socket.end('nonsense\r\n\r\n')));
    expect(await failure(rude.url)).toMatch(/^CONNECTION HPE_/);
    const gone = await aRawServer((socket) => socket.once('data', () => socket.destroy()));
    expect(await failure(gone.url)).toBe('CONNECTION ECONNRESET');
    rude.close();
    gone.close();
  });

  it('is no tunnel', async () => {
    const upgrades = await aRawServer((socket) =>
      socket.once('data', () =>
        socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
      ),
    );
    expect(await failure(upgrades.url)).not.toBe('200');
    upgrades.close();
  });
});
