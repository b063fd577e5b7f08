import { Conflict, NotFound } from '../platform/errors/domain-error';
import type { LeadStage } from './lead-stage';

/** Thrown when a lead does not exist in this tenant. */
export class LeadNotFound extends NotFound {
  constructor() {
    super('Lead');
  }
}

/** Thrown when a lead is asked to take a stage that it can neither move to nor has passed. */
export class IllegalLeadMove extends Conflict {
  constructor(from: LeadStage, to: LeadStage) {
    super(`A lead that is ${from} cannot become ${to}.`);
  }
}
