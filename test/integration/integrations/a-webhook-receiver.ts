import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createRawServer, type Socket } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface TakenWebhook {
  readonly headers: Readonly<Record<string, string>>;
  readonly raw: Buffer;
}

export type Answering = (response: ServerResponse, nth: number) => void;

/** A program of a company, on this machine. */
export interface WebhookReceiver {
  readonly url: string;
  readonly taken: TakenWebhook[];
  /** How it answers; takes everything unless told otherwise. */
  answer: Answering;
  /** Requests at once, at most so far. */
  readonly busiest: () => number;
  /** Breaks every connection there is. */
  hangUp(): void;
  close(): Promise<void>;
}

export const takes: Answering = (response) => void response.writeHead(204).end();

export const answers =
  (status: number, headers: Record<string, string> = {}, body = ''): Answering =>
  (response) =>
    void response.writeHead(status, headers).end(body);

export const hangs: Answering = () => undefined;

export async function aWebhookReceiver(): Promise<WebhookReceiver> {
  const taken: TakenWebhook[] = [];
  let [open, busiest] = [0, 0];
  const server = createServer((request, response) => {
    open += 1;
    busiest = Math.max(busiest, open);
    response.once('close', () => (open -= 1));
    void bodyOf(request).then((raw) => {
      taken.push({ headers: request.headers as Record<string, string>, raw });
      receiver.answer(response, taken.length);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    taken,
    answer: takes,
    busiest: () => busiest,
    hangUp: () => server.closeAllConnections(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

/** A server that says what it likes, byte by byte, to whoever connects. */
export async function aRawServer(talk: (socket: Socket) => void): Promise<{ url: string; close(): void }> {
  const sockets = new Set<Socket>();
  const server = createRawServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    talk(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** What the library of the standard reads out of it. @throws when it was not signed with this secret. */
export function verified(
  secret: string,
  { raw, headers }: TakenWebhook,
): { type: string; timestamp: string; data: object } {
  return new Webhook(secret).verify(raw, headers) as never;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
