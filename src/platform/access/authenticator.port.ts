import type { Actor } from '../context/actor';

/** What a caller presented: a JWT of a person, or an API key of a machine. */
export interface Credentials {
  readonly bearer?: string;
  readonly apiKey?: string;
}

/** A proved caller. `expiresAt` is the moment the proof stops being good; absent when it has no end of its own. */
export interface Identity {
  readonly actor: Actor;
  readonly tenantId?: string;
  readonly expiresAt?: Date;
}

/** Turns credentials into an identity; the same for HTTP requests and for sockets. */
export abstract class Authenticator {
  /**
   * Null when nothing was presented.
   * @throws Unauthenticated when what was presented is malformed, expired, revoked or unknown.
   */
  abstract authenticate(credentials: Credentials): Promise<Identity | null>;
}
