import { Conflict } from '../../platform/errors/domain-error';

/** Thrown to an import that was silent so long that it has been given up. */
export class ListImportGivenUp extends Conflict {
  constructor() {
    super('The import was silent for too long and has been given up.');
  }
}
