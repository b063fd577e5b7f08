import { Field, ID, InputType } from '@nestjs/graphql';
import { IsOptional, Matches } from 'class-validator';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { type UploadedFile, UploadScalar } from '../../platform/graphql/upload';
import type { DocumentKind } from '../document-kind';
import { DocumentKindEnum } from '../document-kind.enum';
import { MAX_TITLE } from '../knowledge-limits';

/** BCP 47: `en`, `ar-AE`, `hi-IN`. */
const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/;

@InputType({ description: 'A document agents may answer from: a file or a text, one of the two.' })
export class AddKnowledgeDocumentInput {
  @Field(() => UploadScalar, {
    nullable: true,
    description: 'File of a multipart request; PDF up to 10 MB and 300 pages, others up to 2 MB in UTF-8.',
  })
  readonly file?: Promise<UploadedFile> | null;

  @Field(() => String, {
    nullable: true,
    description: 'The content as text, in place of a file; limited by the size of a request. Not for PDF.',
  })
  readonly text?: string | null;

  @Field(() => String, { description: `What it is cited as, up to ${MAX_TITLE} characters.` })
  readonly title!: string;

  @Field(() => DocumentKindEnum, { description: 'How it is read.' })
  readonly kind!: DocumentKind;

  @Field(() => ID, { nullable: true, description: 'The project it is for; for all projects when absent.' })
  @IsOptional()
  @IsId()
  readonly projectId?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Language, a BCP 47 tag; told by the writing when absent and that is Arabic or Devanagari. Words are found by their writing, whatever it says.',
  })
  @IsOptional()
  @Matches(LANGUAGE_TAG, { message: 'must be a language tag, for example en-US' })
  readonly language?: string | null;
}
