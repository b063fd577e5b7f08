import { Conflict, NotFound } from '../platform/errors/domain-error';

/** Thrown when a call does not exist in this tenant. */
export class CallNotFound extends NotFound {
  constructor() {
    super('Call');
  }
}

/** Thrown when a call that has ended is asked to do something. */
export class CallHasEnded extends Conflict {
  constructor() {
    super('The call has already ended.');
  }
}
