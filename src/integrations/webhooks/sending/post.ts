import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { monotonicMs } from '../../../platform/clock/clock';

/** Longest wait until the connection, TLS included, stands; and for all of it. */
export const CONNECT_MS = 5_000;
export const TOTAL_MS = 15_000;
/** Most that is read of an answer, and what is kept of it. */
const MOST_READ = 64 * 1024;
const MOST_KEPT = 1_024;

export interface PostWaits {
  readonly connectMs: number;
  readonly totalMs: number;
}

export interface Post {
  readonly url: URL;
  /** Those the host was found to have and that were checked: no other is connected to. */
  readonly addresses: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface PostedAnswer {
  readonly status: number | null;
  /** Its first kilobyte. */
  readonly response: string | null;
  readonly retryAfter: string | undefined;
}

/** No answer began; `code` says why, for example `TIMEOUT` or `CONNECTION ECONNREFUSED`. */
export class PostFailed extends Error {
  readonly code: string;

  constructor(code: string, cause?: unknown) {
    const detail: unknown = typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'code') : undefined;
    const full = typeof detail === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(detail) ? `${code} ${detail}` : code;
    super(full, { cause });
    this.name = 'PostFailed';
    this.code = full;
  }
}

/**
 * One POST over a connection of its own. Nothing is followed. Once the status is there it is the answer, however slow the rest: what has
 * come of the body by the end of the time is kept. @throws PostFailed
 */
export function post(what: Post, { connectMs, totalMs }: PostWaits): Promise<PostedAnswer> {
  const ends = monotonicMs() + totalMs;
  return new Promise((resolve, reject) => {
    const request = open(what);
    const timers = new Map<string, NodeJS.Timeout>();
    const stopWaiting = (code: string): void => clearTimeout(timers.get(code));
    const fail = (code: string, cause?: unknown): void => {
      reject(new PostFailed(code, cause));
      request.destroy();
    };
    for (const [code, ms] of [
      ['CONNECT_TIMEOUT', Math.min(connectMs, totalMs)] as const,
      ['TIMEOUT', totalMs] as const,
    ])
      timers.set(
        code,
        setTimeout(() => fail(code), Math.max(ms, 0)),
      );
    request.once('socket', (socket) =>
      socket.once(what.url.protocol === 'https:' ? 'secureConnect' : 'connect', () => stopWaiting('CONNECT_TIMEOUT')),
    );
    request.once('response', (answer) => {
      timers.forEach((timer) => clearTimeout(timer));
      const { statusCode: status = null, headers } = answer;
      resolve(
        startOf(answer, ends - monotonicMs())
          .then((response) => ({ status, response, retryAfter: headers['retry-after'] }))
          .finally(() => request.destroy()),
      );
    });
    request.on('error', (error) => fail('CONNECTION', error));
    request.once('close', () => {
      timers.forEach((timer) => clearTimeout(timer));
      fail('CONNECTION CLOSED');
    });
    request.end(what.body);
  });
}

function open({ url, addresses, headers, body }: Post): ClientRequest {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return send(url, {
    method: 'POST',
    agent: false,
    lookup: pinnedTo(addresses),
    rejectUnauthorized: true,
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Callwright-Webhooks/1',
      'accept-encoding': 'identity',
      connection: 'close',
      ...headers,
    },
  });
}

/** Whoever asks for the host again is told the addresses that were checked: DNS has no second word. */
function pinnedTo(addresses: readonly string[]): LookupFunction {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_host, options, done) => {
    const [first] = found;
    if (options.all) done(null, found);
    else if (first) done(null, first.address, first.family);
    else done(new Error('The host has no address.'), '', 0);
  };
}

/** Reads on past what is kept only as far as an honest answer goes; never fails. */
function startOf(answer: IncomingMessage, waitMs: number): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let read = 0;
    const end = (): void => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).subarray(0, MOST_KEPT).toString('utf8'));
    };
    const timer = setTimeout(end, Math.max(waitMs, 0));
    answer.on('data', (chunk: Buffer) => {
      if (read < MOST_KEPT) chunks.push(chunk.subarray(0, MOST_KEPT - read));
      read += chunk.length;
      if (read >= MOST_READ) end();
    });
    answer.on('end', end);
    answer.on('error', end);
    answer.on('close', end);
  });
}
