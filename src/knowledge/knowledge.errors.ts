import { NotFound } from '../platform/errors/domain-error';

/** Thrown when a document does not exist in this tenant. */
export class KnowledgeDocumentNotFound extends NotFound {
  constructor() {
    super('Knowledge document');
  }
}
