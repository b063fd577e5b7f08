import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly form: URLSearchParams;
  readonly authorization: string;
}

type Answer = (request: SeenRequest, response: ServerResponse, socket: Socket) => void;

/** A server that answers as a test tells it to, and remembers what it was asked. */
export class StubTwilio {
  readonly seen: SeenRequest[] = [];
  private answer: Answer = (_, response) => void response.writeHead(500).end();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<StubTwilio> {
    const server = createServer();
    const stub = new StubTwilio(server);
    server.on('request', (request, response) => void stub.handle(request, response));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    return stub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** How every request from now on is answered. */
  answers(answer: Answer): void {
    this.seen.length = 0;
    this.answer = answer;
  }

  answersJson(status: number, body: unknown): void {
    this.answers(
      (_, response) =>
        void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    );
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const seen: SeenRequest = {
      method: request.method ?? '',
      path: request.url ?? '',
      form: new URLSearchParams(Buffer.concat(chunks).toString('utf8')),
      authorization: request.headers.authorization ?? '',
    };
    this.seen.push(seen);
    this.answer(seen, response, request.socket);
  }
}
