import { BadUserInput, Conflict } from '../platform/errors/domain-error';

/** Thrown when an Idempotency-Key comes back with another body. */
export class IdempotencyKeyReused extends Conflict {
  constructor() {
    super('This Idempotency-Key was used with another body.');
  }
}

/** Thrown when another request with the same Idempotency-Key is still being worked on; the same request again will be answered. */
export class IdempotentRequestInProgress extends Conflict {
  constructor() {
    super('A request with this Idempotency-Key is still being worked on; send it again.');
  }
}

/** Thrown when an Idempotency-Key is empty, too long or holds other than printable ASCII. */
export class InvalidIdempotencyKey extends BadUserInput {
  constructor() {
    super('Idempotency-Key', 'must have 1 to 255 printable ASCII characters.');
  }
}
