import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { monotonicMs } from '../clock/clock';
import { NEVER_LEFT } from './never-sent';

/** Leave to send, which may lapse while a request waits for a connection. */
export interface LeaveToSend {
  /** Monotonic milliseconds; a request without a connection by then is given up. */
  readonly leaveByMs: number;
  /** False once the leave is gone. */
  mayLeave(): boolean;
}

/** The request was given up before its first byte left. */
export class NeverLeft extends Error {
  readonly code = NEVER_LEFT;

  constructor() {
    super('The leave to send lapsed before the request left.');
    this.name = 'NeverLeft';
  }
}

interface Departure {
  readonly leave: LeaveToSend;
  /** Node itself reports the end of a request that waits in an agent only when its turn would have come. */
  readonly cancelled: (error: NeverLeft) => void;
  readonly sent?: () => void;
}

const departure = new AsyncLocalStorage<Departure>();

/**
 * Requests that `send` makes through `leavingTransport` leave under this leave, or provably not at all: `neverSent` knows their error.
 * `sent` is called when the last byte of one has been handed to the system.
 */
export function underLeave<T>(leave: LeaveToSend, send: () => Promise<T>, sent?: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    departure.run({ leave, cancelled: reject, ...(sent ? { sent } : {}) }, () => void send().then(resolve, reject));
  });
}

/** For HTTP clients that take a transport (axios): Node's own, heeding the leave of `underLeave` where there is one. */
export const leavingTransport = {
  request(options: https.RequestOptions, onResponse?: (response: http.IncomingMessage) => void): http.ClientRequest {
    const client = options.protocol === 'https:' ? https : http;
    const request = client.request(options, onResponse);
    const store = departure.getStore();
    if (store) hold(request, store);
    return request;
  },
};

/** A request may wait: for a free connection of its agent, for a name, for a connection, for a handshake. */
function hold(request: http.ClientRequest, { leave, cancelled, sent }: Departure): void {
  if (sent) request.once('finish', sent);
  const cancel = (): void => {
    const error = new NeverLeft();
    request.destroy(error);
    cancelled(error);
  };
  const timer = setTimeout(() => hasLeft(request) || cancel(), Math.max(0, leave.leaveByMs - monotonicMs()));
  const check = (): void => {
    if (!leave.mayLeave()) cancel();
  };
  request.prependOnceListener('socket', (socket: Socket) => {
    if (socket.connecting) socket.prependOnceListener('connect', check);
    check();
  });
  request.once('close', () => clearTimeout(timer));
}

/** Bytes of it may be on their way: it has a connection over which they could go. */
function hasLeft({ socket }: http.ClientRequest): boolean {
  if (!socket || socket.connecting) return false;
  return !(socket as Partial<TLSSocket> & { secureConnecting?: boolean }).secureConnecting;
}
