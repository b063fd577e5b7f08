import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Connection } from '../platform/graphql/connection';
import { unionOf } from '../platform/graphql/refusal.model';
import { DateTimeScalar } from '../platform/graphql/scalars';
import type { DocumentKind } from './document-kind';
import { DocumentKindEnum } from './document-kind.enum';
import type { KnowledgeDocument } from './knowledge-document.entity';
import type { KnowledgePassage } from './knowledge-passage.entity';
import { KnowledgeDocumentExists, TooManyKnowledgeDocuments } from './knowledge.refusals';

@ObjectType('KnowledgeDocument', { description: 'What a company gives its agents to answer from.' })
export class KnowledgeDocumentModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => String, { description: 'What it is cited as.' })
  readonly title!: string;

  @Field(() => DocumentKindEnum, { description: 'How it was read.' })
  readonly kind!: DocumentKind;

  @Field(() => ID, { nullable: true, description: 'The project it is for; null for all projects.' })
  readonly projectId!: string | null;

  @Field(() => String, { nullable: true, description: 'Language, a BCP 47 tag, where it is known.' })
  readonly language!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the file it came in.' })
  readonly fileName!: string | null;

  @Field(() => String, { description: 'SHA-256 of what came, in hexadecimal.' })
  readonly contentHash!: string;

  @Field(() => Int, { description: 'Bytes of what came.' })
  readonly byteSize!: number;

  @Field(() => Int, { description: 'Passages it was cut into.' })
  readonly passageCount!: number;

  @Field(() => DateTimeScalar, { description: 'When it was added.' })
  readonly createdAt!: Date;

  static of(document: KnowledgeDocument): KnowledgeDocumentModel {
    const { id, title, kind, projectId, language, fileName, byteSize, passageCount, createdAt } = document;
    const contentHash = document.contentHash.toString('hex');
    const known = { id, title, kind, projectId, language, fileName, byteSize, passageCount, createdAt, contentHash };
    return Object.assign(new KnowledgeDocumentModel(), known);
  }
}

@ObjectType({ description: 'A list of documents.' })
export class KnowledgeDocumentConnection extends Connection(KnowledgeDocumentModel) {}

@ObjectType('KnowledgePassage', { description: 'A piece of a document that is found and cited as a whole.' })
export class KnowledgePassageModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => String, { description: 'Path of the headings it stands under; empty when there is none.' })
  readonly heading!: string;

  @Field(() => String, { description: 'Its words.' })
  readonly text!: string;

  static of({ id, heading, text }: KnowledgePassage): KnowledgePassageModel {
    return Object.assign(new KnowledgePassageModel(), { id, heading, text });
  }
}

@ObjectType({ description: 'The passages of a document.' })
export class KnowledgePassageConnection extends Connection(KnowledgePassageModel) {}

export const AddKnowledgeDocumentResult = unionOf(
  'AddKnowledgeDocumentResult',
  KnowledgeDocumentModel,
  KnowledgeDocumentExists,
  TooManyKnowledgeDocuments,
);
export type AddKnowledgeDocumentResult = typeof AddKnowledgeDocumentResult;
