import type { Identity } from '../../access/authenticator.port';
import type { HeaderBag } from '../../access/credentials';
import type { SocketSession } from './socket-session';

/** Stands in for the HTTP request in the GraphQL context of a socket operation, as far as guards read one. */
export interface SocketRequestView {
  /** What the client sent in `connection_init`, under lower-case names. */
  readonly headers: HeaderBag;
  /** The caller, proved a moment ago for this very operation. */
  readonly identity: Identity;
  readonly ip: string;
  readonly method: 'POST';
  readonly url: string;
}

/** Context value of one operation; loaders and deadlines hang on it, so each operation has its own. */
export interface SocketContext {
  readonly req: SocketRequestView;
  readonly res: object;
}

export function socketContext(session: SocketSession, identity: Identity, url: string): SocketContext {
  const headers = Object.entries(session.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    req: { headers: Object.fromEntries(headers), identity, ip: session.address, method: 'POST', url },
    // An answer over a socket has no headers; guards that set some find nothing to set.
    res: { header: ignore, setHeader: ignore },
  };
}

function ignore(): void {
  return undefined;
}
