import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isReady } from '../../src/demo/program-process';

const LOOK_MS = 200;

/**
 * Stands before the API processes as a load balancer does: takes turns among those that say they are ready, and asks another one
 * when a connection is refused, since nothing was sent then. An answer that breaks off is a 502.
 */
export class FrontDoor {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });
  private readonly server: Server;
  private readonly timer: NodeJS.Timeout;
  private ready: readonly string[] = [];
  private turn = 0;
  /** Answers of 500 and more, ours included. */
  failures = 0;
  answers = 0;

  private constructor(private readonly backends: () => readonly string[]) {
    this.server = createServer((incoming, outgoing) => void this.serve(incoming, outgoing));
    this.server.on('upgrade', (_request, socket) => socket.destroy());
    this.timer = setInterval(() => void this.look(), LOOK_MS);
  }

  static async open(backends: () => readonly string[]): Promise<FrontDoor> {
    const door = new FrontDoor(backends);
    door.server.listen(0, '127.0.0.1');
    await once(door.server, 'listening');
    return door;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    this.server.closeAllConnections();
    this.server.close();
    this.agent.destroy();
  }

  async look(): Promise<void> {
    const backends = this.backends();
    const ready = await Promise.all(
      backends.map((url) =>
        within(
          1_000,
          isReady(url).catch(() => false),
        ),
      ),
    );
    this.ready = backends.filter((_url, index) => ready[index]);
  }

  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const body = Buffer.concat(chunks);
    const order = this.inTurn();
    for (const backend of order) {
      const how = await this.forward(backend, incoming, body, outgoing);
      if (how === 'DONE') return;
    }
    this.refuse(outgoing, 'nobody took it');
  }

  private refuse(outgoing: ServerResponse, reason: string): void {
    this.failures += 1;
    this.answers += 1;
    if (outgoing.headersSent) outgoing.destroy();
    else outgoing.writeHead(502).end(reason);
  }

  private inTurn(): string[] {
    const all = this.ready.length > 0 ? this.ready : this.backends();
    this.turn += 1;
    return all.map((_url, index) => all[(index + this.turn) % all.length] ?? '');
  }

  private forward(
    backend: string,
    incoming: IncomingMessage,
    body: Buffer,
    outgoing: ServerResponse,
  ): Promise<'DONE' | 'REFUSED'> {
    return new Promise((resolve) => {
      const url = new URL(incoming.url ?? '/', backend);
      const own = request(url, { method: incoming.method, headers: incoming.headers, agent: this.agent });
      outgoing.once('close', () => outgoing.writableEnded || own.destroy());
      own.once('response', (answer) => {
        this.answers += 1;
        if ((answer.statusCode ?? 0) >= 500) this.failures += 1;
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.on('error', () => outgoing.destroy());
        answer.on('aborted', () => outgoing.destroy());
        answer.pipe(outgoing);
        answer.once('close', () => resolve('DONE'));
      });
      own.once('error', (error: NodeJS.ErrnoException) => {
        const neverSent = error.code === 'ECONNREFUSED' || (own.reusedSocket && error.code === 'ECONNRESET');
        if (neverSent && !outgoing.headersSent) return resolve('REFUSED');
        this.refuse(outgoing, `${backend}: ${error.code ?? error.message}`);
        resolve('DONE');
      });
      own.end(body);
    });
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T | false> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), ms)));
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
