import type { Actor } from '../../context/actor';

/** What one socket, and one caller, may hold open. Limits per caller are those of one process. */
export interface SocketLimits {
  readonly subscriptionsPerSocket: number;
  readonly socketsPerActor: Readonly<Record<Actor['kind'], number>>;
  /** Longest message from a client, in bytes. */
  readonly messageBytes: number;
  /** Time to send `connection_init` in. */
  readonly initTimeoutMs: number;
  /** Between two pings; a socket that has not answered one when the next is due is cut off. */
  readonly pingMs: number;
  /** Sockets are closed at random moments of this span when the program stops, so clients do not come back all at once. */
  readonly shutdownSpreadMs: number;
}

/** Injection token; a test may bind others. */
export const SOCKET_LIMITS = Symbol('SocketLimits');

export const DEFAULT_SOCKET_LIMITS: SocketLimits = {
  subscriptionsPerSocket: 20,
  socketsPerActor: { MEMBER: 5, PLATFORM_ADMIN: 5, API_KEY: 50, SYSTEM: 0, GUEST: 3 },
  messageBytes: 64 * 1_024,
  initTimeoutMs: 3_000,
  pingMs: 12_000,
  shutdownSpreadMs: 3_000,
};

/** Close codes: 44xx as graphql-transport-ws defines them, 4901 ours. */
export const CLOSE = {
  goingAway: 1001,
  unauthorized: 4401,
  forbidden: 4403,
  tooManySockets: 4429,
  internal: 4500,
  slowReader: 4901,
} as const;
