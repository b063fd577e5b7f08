import { DomainError } from '../errors/domain-error';

/** One argument that cannot be used; `field` is its path, for example `input.phones.0`. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** Thrown when the form of a request is wrong; names every offending field. */
export class InvalidInput extends DomainError {
  readonly code = 'BAD_USER_INPUT';

  constructor(readonly problems: readonly FieldProblem[]) {
    super(problems.map(({ field, message }) => `${field}: ${message}`).join('; ') || 'The input cannot be used.');
  }
}
