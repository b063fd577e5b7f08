import http from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient';
import { defaultAccount } from '../emulator.config';

/** One request the emulator made to the program. */
export interface Received {
  method: string;
  /** Path without query. */
  path: string;
  /** Path with query, as it came over the wire. */
  target: string;
  params: Record<string, string>;
  headers: http.IncomingHttpHeaders;
  /** Whether Twilio's own library accepts the signature. */
  signed: boolean;
  at: number;
}

/** TwiML verbs, a full HTTP answer, or silence. */
type Answer = string | { status: number; type?: string; body?: string; location?: string } | typeof hang;
type Handler = (request: Received) => Answer | Promise<Answer>;

/** The answer that never comes. */
export const hang = Symbol('hang');

/** A program under test in miniature: answers webhooks as scripted and remembers them. For this emulator's own tests. */
export class ScriptedProgram {
  readonly received: Received[] = [];
  private readonly handlers = new Map<string, Handler>();
  private readonly server = http.createServer((request, response) => {
    void this.handle(request, response);
  });

  static async start(): Promise<ScriptedProgram> {
    const program = new ScriptedProgram();
    await new Promise<void>((resolve) => program.server.listen(0, '127.0.0.1', resolve));
    return program;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Answers a path with TwiML verbs (without `<Response>`), or with whatever the handler says. */
  on(path: string, answer: Answer | Handler): this {
    this.handlers.set(path, typeof answer === 'function' ? answer : () => answer);
    return this;
  }

  at(path: string): Received[] {
    return this.received.filter((one) => one.path === path);
  }

  statuses(path = '/status'): string[] {
    return this.at(path).map(({ params }) => params['CallStatus'] ?? '');
  }

  forget(): void {
    this.received.length = 0;
    this.handlers.clear();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const received = this.read(request, Buffer.concat(chunks).toString('utf8'));
    this.received.push(received);
    const handler = this.handlers.get(received.path);
    const answer = handler ? await handler(received) : { status: 204 };
    if (answer === hang) return;
    const full = typeof answer === 'string' ? { status: 200, body: `<Response>${answer}</Response>` } : answer;
    response.statusCode = full.status;
    if (full.location) response.setHeader('location', full.location);
    if (full.body !== undefined) response.setHeader('content-type', full.type ?? 'text/xml');
    response.end(full.body ?? '');
  }

  private read(request: http.IncomingMessage, body: string): Received {
    const target = request.url ?? '';
    const url = new URL(target, this.url);
    const form = Object.fromEntries(new URLSearchParams(body));
    const signature = String(request.headers['x-twilio-signature'] ?? '');
    return {
      method: request.method ?? '',
      path: url.pathname,
      target,
      params: { ...Object.fromEntries(url.searchParams), ...form },
      headers: request.headers,
      signed: twilio.validateRequest(defaultAccount.authToken, signature, this.url + target, form),
      at: Date.now(),
    };
  }
}

/** The official client, pointed at an emulator. It has no option for the host, so its HTTP client is replaced. */
export function twilioClient(emulatorUrl: string, account = defaultAccount): twilio.Twilio {
  class Redirected extends RequestClient {
    override request<Data>(options: RequestClient.RequestOptions<Data>) {
      const { pathname, search } = new URL(options.uri);
      return super.request({ ...options, uri: `${emulatorUrl}${pathname}${search}` });
    }
  }
  return twilio(account.sid, account.authToken, { httpClient: new Redirected({ timeout: 5_000 }) });
}

/** Waits until something holds; rejects after the limit. */
export async function until(holds: () => boolean | Promise<boolean>, limitMs = 5_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not so within ${limitMs} ms: ${String(holds)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
