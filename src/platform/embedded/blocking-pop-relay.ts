import { connect, createServer, Socket } from 'node:net';
import { monotonicMs } from '../clock/clock';
import { encodeRequest, isNull, requestWords, RespFrames } from './resp-frames';

/** Between two looks at a list that was empty, ms. */
const POLL_MS = 25;
const NULL_REPLY = Buffer.from('*-1\r\n');
const PUSHING = new Set(['SUBSCRIBE', 'PSUBSCRIBE', 'SSUBSCRIBE', 'MONITOR']);

interface BlockedPop {
  /** The same move, without waiting. */
  request: Buffer;
  /** Reading of the monotonic clock at which to give up, ms; undefined waits for ever, as Redis does for a time-out of 0. */
  deadline: number | undefined;
}

/**
 * Stands before a Redis server whose blocking pops are missing or lose elements (a client that vanished while it waited
 * still receives the next one) and turns BRPOPLPUSH and BLMOVE into repeated moves that do not wait. Everything else
 * passes unchanged. Used for the JavaScript server only.
 */
export async function startBlockingPopRelay(port: number, serverPort: number): Promise<{ stop(): Promise<void> }> {
  const connections = new Set<Socket>();
  const server = createServer((client) => {
    connections.add(client);
    client.once('close', () => connections.delete(client));
    new RelayedConnection(client, connect(serverPort, '127.0.0.1')).start();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  server.unref();
  return {
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        for (const client of connections) client.destroy();
      }),
  };
}

class RelayedConnection {
  private readonly requests = new RespFrames();
  private readonly replies = new RespFrames();
  private readonly waiting: Buffer[] = [];
  private unanswered = 0;
  private blocked: BlockedPop | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** From the first subscription on replies no longer answer requests one by one: bytes pass as they come. */
  private passThrough = false;

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
  ) {}

  start(): void {
    this.client.on('data', (chunk: Buffer) => this.onRequests(chunk));
    this.server.on('data', (chunk: Buffer) => this.onReplies(chunk));
    for (const socket of [this.client, this.server]) {
      socket.setNoDelay(true);
      // A lost connection is the other side's news as well; 'close' follows 'error'.
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.stop());
    }
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.client.destroy();
    this.server.destroy();
  }

  private onRequests(chunk: Buffer): void {
    if (this.passThrough) {
      this.server.write(chunk);
      return;
    }
    this.waiting.push(...this.requests.push(chunk));
    this.forward();
  }

  private forward(): void {
    for (let frame = this.waiting[0]; frame && !this.blocked; frame = this.waiting[0]) {
      const words = requestWords(frame);
      const pop = blockingPop(words);
      if (pop && this.unanswered > 0) return;
      this.waiting.shift();
      if (pop) {
        this.blocked = pop;
        this.server.write(pop.request);
      } else {
        this.unanswered += 1;
        this.server.write(frame);
        if (PUSHING.has((words[0] ?? '').toUpperCase())) this.enterPassThrough();
      }
    }
  }

  private enterPassThrough(): void {
    this.passThrough = true;
    for (const frame of this.waiting.splice(0)) this.server.write(frame);
    this.server.write(this.requests.takeRest());
  }

  private onReplies(chunk: Buffer): void {
    if (this.passThrough) {
      this.client.write(Buffer.concat([this.replies.takeRest(), chunk]));
      return;
    }
    for (const reply of this.replies.push(chunk)) {
      if (this.blocked) {
        this.onMoved(this.blocked, reply);
      } else {
        this.unanswered -= 1;
        this.client.write(reply);
      }
    }
    this.forward();
  }

  private onMoved(pop: BlockedPop, reply: Buffer): void {
    if (isNull(reply) && (pop.deadline === undefined || monotonicMs() < pop.deadline)) {
      this.timer = setTimeout(() => this.server.write(pop.request), POLL_MS);
      return;
    }
    this.blocked = undefined;
    this.client.write(isNull(reply) ? NULL_REPLY : reply);
  }
}

/** BRPOPLPUSH source destination seconds; BLMOVE source destination from to seconds. */
function blockingPop(words: string[]): BlockedPop | undefined {
  const name = words[0]?.toUpperCase();
  if (name !== 'BRPOPLPUSH' && name !== 'BLMOVE') return undefined;
  const seconds = Number(words.at(-1));
  return {
    request: encodeRequest([name === 'BLMOVE' ? 'LMOVE' : 'RPOPLPUSH', ...words.slice(1, -1)]),
    deadline: seconds > 0 ? monotonicMs() + seconds * 1_000 : undefined,
  };
}
