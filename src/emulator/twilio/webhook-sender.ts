import { randomUUID } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import { deliveryOf, type Delivery, type RetryReason } from './connection-overrides';
import { sign, type WebhookParams } from './signature';
import type { HttpMethod } from '../ledger/call-record';

/** TwiML documents may be this large; a longer body is cut one byte beyond, which is enough to tell. */
export const bodyLimit = 64 * 1024;

export interface Webhook {
  /** May carry a fragment with connection overrides. */
  url: string;
  method: HttpMethod;
  params: WebhookParams;
  authToken: string;
  /** Sign with a wrong token. */
  forged?: boolean;
  /** Same value on every delivery of the same webhook. */
  idempotencyToken?: string;
}

export type WebhookAnswer =
  | { kind: 'answered'; status: number; contentType: string; location: string; body: string }
  | { kind: 'failed'; reason: 'ct' | 'rt'; message: string };

interface Outgoing {
  url: string;
  method: HttpMethod;
  body: string;
  headers: Record<string, string>;
}

/** Sends signed requests over kept-alive connections, by Twilio's delivery rules. */
export class WebhookSender {
  private readonly agents = {
    'http:': new http.Agent({ keepAlive: true, maxFreeSockets: 256, scheduling: 'lifo' }),
    'https:': new https.Agent({ keepAlive: true, maxFreeSockets: 256, scheduling: 'lifo' }),
  };
  /** Webhooks not yet answered, repetitions included. */
  inFlight = 0;
  sent = 0;
  failed = 0;

  /** Delivers, repeating where the rules say so; never rejects. */
  async send(webhook: Webhook): Promise<WebhookAnswer> {
    this.inFlight += 1;
    try {
      const answer = await this.deliver(webhook);
      this.sent += 1;
      if (answer.kind === 'failed' || answer.status >= 400) this.failed += 1;
      return answer;
    } finally {
      this.inFlight -= 1;
    }
  }

  close(): void {
    this.agents['http:'].destroy();
    this.agents['https:'].destroy();
  }

  private async deliver(webhook: Webhook): Promise<WebhookAnswer> {
    const delivery = deliveryOf(webhook.url);
    const outgoing = prepare(delivery.url, webhook);
    const deadline = Date.now() + delivery.totalTimeoutMs;
    for (let tries = 0; ; tries += 1) {
      const answer = await this.attempt(outgoing, delivery, deadline - Date.now());
      const reason = reasonToRepeat(answer);
      const again = reason !== null && delivery.retryOn.has(reason) && tries < delivery.retries;
      if (!again || deadline <= Date.now()) return answer;
    }
  }

  private async attempt(outgoing: Outgoing, delivery: Delivery, leftMs: number): Promise<WebhookAnswer> {
    try {
      return await this.request(outgoing, delivery, Math.max(1, Math.min(leftMs, delivery.readTimeoutMs)));
    } catch (error) {
      if (error instanceof StaleConnection) return this.attempt(outgoing, delivery, leftMs);
      const failure = error instanceof DeliveryFailure ? error : new DeliveryFailure('ct', String(error));
      return { kind: 'failed', reason: failure.reason, message: failure.message };
    }
  }

  private request(outgoing: Outgoing, delivery: Delivery, answerMs: number): Promise<WebhookAnswer> {
    const secure = outgoing.url.startsWith('https:');
    return new Promise((resolve, reject) => {
      const agent = this.agents[secure ? 'https:' : 'http:'];
      const { method, headers } = outgoing;
      const request = (secure ? https : http).request(outgoing.url, { method, headers, agent });
      let connected = false;
      const timers = [
        setTimeout(() => request.destroy(new DeliveryFailure('rt', 'no answer in time')), answerMs),
        setTimeout(() => {
          if (!connected) request.destroy(new DeliveryFailure('ct', 'no connection in time'));
        }, delivery.connectTimeoutMs),
      ];
      request.on('socket', (socket) => {
        if (!socket.connecting) connected = true;
        else socket.once(secure ? 'secureConnect' : 'connect', () => (connected = true));
      });
      request.on('error', (error: NodeJS.ErrnoException) => reject(classify(error, connected, request.reusedSocket)));
      request.on('close', () => timers.forEach((timer) => clearTimeout(timer)));
      request.on('response', (response) => resolve(read(response)));
      request.end(outgoing.body);
    });
  }
}

class DeliveryFailure extends Error {
  constructor(
    readonly reason: 'ct' | 'rt',
    message: string,
  ) {
    super(message);
  }
}

/** A kept connection the receiver had closed meanwhile: no fault of either side, so the request is sent anew. */
class StaleConnection extends Error {}

function classify(error: NodeJS.ErrnoException, connected: boolean, reused: boolean): Error {
  if (error instanceof DeliveryFailure) return error;
  if (reused && (error.code === 'ECONNRESET' || error.code === 'EPIPE')) return new StaleConnection(error.message);
  return new DeliveryFailure(connected ? 'rt' : 'ct', error.message);
}

async function read(response: http.IncomingMessage): Promise<WebhookAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= bodyLimit + chunk.length) chunks.push(chunk);
    }
  } catch (error) {
    return { kind: 'failed', reason: 'rt', message: String(error) };
  }
  return {
    kind: 'answered',
    status: response.statusCode ?? 0,
    contentType: response.headers['content-type'] ?? '',
    location: response.headers.location ?? '',
    body: Buffer.concat(chunks)
      .subarray(0, bodyLimit + 1)
      .toString('utf8'),
  };
}

function prepare(address: string, webhook: Webhook): Outgoing {
  const form = encode(webhook.params);
  const inQuery = webhook.method === 'GET';
  const url = inQuery && form ? `${address}${address.includes('?') ? '&' : '?'}${form}` : address;
  const token = webhook.forged ? `not-${webhook.authToken}` : webhook.authToken;
  const headers: Record<string, string> = {
    'user-agent': 'TwilioProxy/1.1',
    accept: '*/*',
    'x-twilio-signature': sign(token, url, inQuery ? {} : webhook.params),
    'i-twilio-idempotency-token': webhook.idempotencyToken ?? randomUUID(),
    'x-emulator': 'callwright-emulator',
  };
  if (inQuery) return { url, method: 'GET', body: '', headers };
  headers['content-type'] = 'application/x-www-form-urlencoded; charset=UTF-8';
  headers['content-length'] = String(Buffer.byteLength(form));
  return { url, method: 'POST', body: form, headers };
}

function encode(params: WebhookParams): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of typeof value === 'string' ? [value] : value) form.append(name, one);
  }
  return form.toString();
}

function reasonToRepeat(answer: WebhookAnswer): RetryReason | null {
  if (answer.kind === 'failed') return answer.reason;
  if (answer.status >= 500) return '5xx';
  return answer.status >= 400 ? '4xx' : null;
}
