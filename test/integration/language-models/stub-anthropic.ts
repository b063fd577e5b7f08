import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came over the wire. */
export interface WireRequest {
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

export type Reply = (response: http.ServerResponse, request: WireRequest) => void;

/** A server on the loopback that answers `/v1/messages` as a test says, for what no well-behaved service would do. */
export class StubAnthropic {
  readonly requests: WireRequest[] = [];
  /** How many clients went away before their answer had ended. */
  abandoned = 0;
  reply: Reply = streamed(...message('Hello'));
  private readonly server = http.createServer((request, response) => void this.serve(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
    const seen = { path: request.url ?? '', headers: request.headers, body };
    this.requests.push(seen);
    response.on('close', () => {
      if (!response.writableFinished) this.abandoned += 1;
    });
    this.reply(response, seen);
  }
}

export interface Frame {
  readonly type: string;
  readonly [key: string]: unknown;
}

export const START: Frame = {
  type: 'message_start',
  message: {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'claude-haiku-5-5',
    content: [],
    stop_reason: null,
    usage: { input_tokens: 25, cache_creation_input_tokens: 0, cache_read_input_tokens: 2_048, output_tokens: 1 },
  },
};
export const STOP: Frame = { type: 'message_stop' };

export function text(words: string): Frame[] {
  return [
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: words } },
    { type: 'content_block_stop', index: 0 },
  ];
}

export function ending(stopReason: string, outputTokens = 7): Frame {
  return {
    type: 'message_delta',
    delta: { stop_reason: stopReason, stop_sequence: null },
    usage: { output_tokens: outputTokens },
  };
}

export function message(words: string, stopReason = 'end_turn'): Frame[] {
  return [START, ...text(words), ending(stopReason), STOP];
}

export function sse(frame: Frame): string {
  return `event: ${frame.type}\ndata: ${JSON.stringify(frame)}\n\n`;
}

export function open(response: http.ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': 'req_stub' });
  response.flushHeaders();
}

/** Streams the frames and ends. */
export function streamed(...frames: readonly Frame[]): Reply {
  return (response) => {
    open(response);
    response.end(frames.map(sse).join(''));
  };
}

/** Streams the frames and falls silent, or does `then` after them. */
export function streamedThen(
  frames: readonly Frame[],
  then: (response: http.ServerResponse) => void = () => undefined,
): Reply {
  return (response) => {
    open(response);
    response.write(frames.map(sse).join(''), () => then(response));
  };
}

/** An error as the API words it. */
export function failed(status: number, type: string, headers: Record<string, string> = {}): Reply {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ type: 'error', error: { type, message: 'no' }, request_id: 'req_stub' }));
  };
}
