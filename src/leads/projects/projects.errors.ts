import { Conflict, NotFound } from '../../platform/errors/domain-error';

/** Thrown when a project does not exist in this tenant. */
export class ProjectNotFound extends NotFound {
  constructor() {
    super('Project');
  }
}

/** Thrown when a form mapping does not exist in this tenant. */
export class FormMappingNotFound extends NotFound {
  constructor() {
    super('Form mapping');
  }
}

/** Thrown when a tenant would have more form mappings than every arriving form can be compared with. */
export class TooManyFormMappings extends Conflict {
  constructor(limit: number) {
    super(`There are ${limit} form mappings already; remove one, or give a project a keyword that its forms share.`);
  }
}
