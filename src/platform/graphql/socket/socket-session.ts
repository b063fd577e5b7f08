import type { WebSocket } from 'ws';
import type { Identity } from '../../access/authenticator.port';
import type { HeaderBag } from '../../access/credentials';
import { actorReference } from '../../context/actor';
import { CLOSE } from './socket-limits';

/** Longest delay of a timer (2^31 - 1 ms); a proof that lasts longer needs none. */
const MAX_TIMER_MS = 2_147_483_647;

/** One open socket and who is behind it. */
export class SocketSession {
  /** What the client presented in `connection_init`; presented again with every operation. */
  headers: HeaderBag = {};
  private reference: string | undefined;
  private expiry: NodeJS.Timeout | undefined;

  constructor(
    readonly socket: WebSocket,
    readonly address: string,
  ) {}

  /** Kind and id of the caller; undefined until one is proved. */
  get owner(): string | undefined {
    return this.reference;
  }

  /** Binds the socket to a proved caller and closes it when the proof expires. */
  identify(identity: Identity, now: Date): void {
    this.reference = actorReference(identity.actor);
    clearTimeout(this.expiry);
    if (!identity.expiresAt) return;
    const remaining = identity.expiresAt.getTime() - now.getTime();
    if (remaining > MAX_TIMER_MS) return;
    this.expiry = setTimeout(() => this.close(CLOSE.forbidden, 'Credentials expired'), Math.max(remaining, 0));
    this.expiry.unref();
  }

  /** Asks the client to leave; the first code given is the one it sees. */
  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  ended(): void {
    clearTimeout(this.expiry);
  }
}
