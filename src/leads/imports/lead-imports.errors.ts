import { Conflict, NotFound } from '../../platform/errors/domain-error';

/** Thrown when an import does not exist in this tenant. */
export class LeadImportNotFound extends NotFound {
  constructor() {
    super('Import');
  }
}

/** Thrown to an import that was silent so long that another one has taken its place. */
export class ImportGivenUp extends Conflict {
  constructor() {
    super('The import was silent for too long and has been given up.');
  }
}
