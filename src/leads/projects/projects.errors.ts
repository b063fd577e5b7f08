import { NotFound } from '../../platform/errors/domain-error';

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
