import { Field, ID, ObjectType } from '@nestjs/graphql';
import { RefusalModel } from '../platform/graphql/refusal.model';
import { MAX_DOCUMENTS } from './knowledge-limits';

@ObjectType('KnowledgeDocumentExists', {
  implements: () => RefusalModel,
  description: 'The very same content is there already, for the same project.',
})
export class KnowledgeDocumentExists extends RefusalModel {
  readonly code = 'KNOWLEDGE_DOCUMENT_EXISTS';
  readonly message = 'A document with the same content is there already.';

  @Field(() => ID, { description: 'The document that has this content.' })
  readonly documentId: string;

  constructor(documentId: string) {
    super();
    this.documentId = documentId;
  }
}

@ObjectType('TooManyKnowledgeDocuments', {
  implements: () => RefusalModel,
  description: 'The tenant has as many documents as can be searched.',
})
export class TooManyKnowledgeDocuments extends RefusalModel {
  readonly code = 'TOO_MANY_KNOWLEDGE_DOCUMENTS';
  readonly message = `There are ${MAX_DOCUMENTS} documents already; delete one first.`;
}
