/** Codes a client may rely on; anything else reaches it as INTERNAL. */
export const ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'CONFLICT',
  'RATE_LIMITED',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** A fault with a stable code and a message that is safe to show; everything thrown on purpose is one. */
export abstract class DomainError extends Error {
  abstract readonly code: ErrorCode;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** Thrown when a caller has not said, or not proved, who it is. */
export class Unauthenticated extends DomainError {
  readonly code = 'UNAUTHENTICATED';

  constructor(message = 'Sign in or present a valid API key.') {
    super(message);
  }
}

/** Thrown when the caller is known but may not do this. */
export class Forbidden extends DomainError {
  readonly code = 'FORBIDDEN';

  constructor(message = 'You are not allowed to do this.') {
    super(message);
  }
}

/** Thrown when a row does not exist, or belongs to another tenant: the two are never told apart. */
export class NotFound extends DomainError {
  readonly code = 'NOT_FOUND';

  constructor(noun: string) {
    super(`${noun} was not found.`);
  }
}

/** Thrown when an argument cannot be used; `field` is the path of the argument, for example `input.phone`. */
export class BadUserInput extends DomainError {
  readonly code = 'BAD_USER_INPUT';

  constructor(
    readonly field: string,
    reason: string,
  ) {
    super(`${field}: ${reason}`);
  }
}

/** Thrown when the request is well formed but the state of things forbids it. */
export class Conflict extends DomainError {
  readonly code = 'CONFLICT';
}

/** Thrown when the caller asks too often; `retryAfterSeconds` says when to come back. */
export class RateLimited extends DomainError {
  readonly code = 'RATE_LIMITED';

  constructor(readonly retryAfterSeconds: number) {
    super(`Too many requests; try again in ${retryAfterSeconds} s.`);
  }
}

/** Thrown when code that needs a tenant runs without one: a programming fault, refused before any SQL. */
export class TenantRequired extends DomainError {
  readonly code = 'INTERNAL';

  constructor() {
    super('No tenant is set for this work.');
  }
}
