/**
 * Opens sockets and counts what comes. Arguments: address of the socket server, `graphql` or `plain`, sockets, the id of a campaign,
 * and keys to share among them. Sends one message when all listen, and one for each wave that has reached all of them: messages of
 * one wave have the same `total`, at least FIRST_WAVE.
 */
import { WebSocket } from 'ws';
import { FIRST_WAVE } from './fan-out-wave';

const [url = '', kind = '', count = '0', campaignId = '', ...keys] = process.argv.slice(2);
const sockets = Number(count);
const query = `subscription ($id: ID!) { campaignProgressed(campaignId: $id) {
  status total remaining inFlight called calls connected qualified failed optedOut percent callsPerMinute nextDialAt updatedAt } }`;

interface Message {
  readonly type?: string;
  readonly payload?: { readonly data?: { readonly campaignProgressed: { readonly total: number } } };
}

const waves = new Map<number, { heard: number; readonly firstMs: number }>();
const open = new Set<WebSocket>();

/** A subscriber is told how the campaign stands: with that it listens. */
function opened(socket: WebSocket): void {
  if (open.size === sockets) return;
  open.add(socket);
  if (open.size === sockets) process.send?.({ open: sockets });
}

function take(socket: WebSocket, data: Buffer): void {
  const { type, payload } = JSON.parse(data.toString()) as Message;
  if (type === 'ping') socket.send('{"type":"pong"}');
  if (type === 'connection_ack') {
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables: { id: campaignId } } }));
  }
  if (type === 'next') opened(socket);
  const total = payload?.data?.campaignProgressed.total ?? 0;
  if (total >= FIRST_WAVE) heard(total, data.length);
  if (type === 'error' || type === 'complete') fail(data.toString());
}

function heard(total: number, bytes: number): void {
  const wave = waves.get(total) ?? { heard: 0, firstMs: performance.now() };
  wave.heard += 1;
  waves.set(total, wave);
  if (wave.heard < sockets) return;
  waves.delete(total);
  process.send?.({ milliseconds: performance.now() - wave.firstMs, bytes });
}

function listen(key: string | undefined): void {
  const isGraphql = kind === 'graphql';
  const socket = new WebSocket(url, isGraphql ? ['graphql-transport-ws'] : [], { perMessageDeflate: false });
  socket.on('open', () => {
    if (isGraphql) socket.send(JSON.stringify({ type: 'connection_init', payload: { 'x-api-key': key } }));
    else opened(socket);
  });
  socket.on('message', (data: Buffer) => take(socket, data));
  socket.on('error', fail).on('close', (code) => fail(`closed ${code}`));
}

function fail(reason: unknown): void {
  process.stderr.write(`a listener broke: ${String(reason)}\n`);
  process.exit(1);
}

/** Opened a few at a time: this is not about how many may come at once. */
const BETWEEN_SOCKETS_MS = 4;
for (let n = 0; n < sockets; n += 1) setTimeout(() => listen(keys[n % keys.length]), n * BETWEEN_SOCKETS_MS);
process.once('disconnect', () => process.exit());
