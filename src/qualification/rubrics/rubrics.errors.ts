import { Conflict } from '../../platform/errors/domain-error';

/** Thrown when another rubric of the tenant has the name. */
export class RubricNameTakenError extends Conflict {
  constructor() {
    super('Another rubric has this name.');
  }
}
