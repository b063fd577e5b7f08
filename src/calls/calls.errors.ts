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

/** Thrown when a call is to be ended whose request the carrier has not confirmed: there is nothing to hang up yet. */
export class CallNotAtCarrier extends Conflict {
  constructor() {
    super('The carrier has not confirmed this call yet; try again in a moment.');
  }
}
