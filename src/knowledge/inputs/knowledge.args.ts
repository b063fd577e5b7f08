import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Transform, Type } from 'class-transformer';
import { IsInt, IsNotEmpty, IsOptional, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { MAX_FOUND, MAX_QUERY } from '../knowledge-limits';

@InputType({ description: 'Narrows the list of documents; absent fields do not.' })
export class KnowledgeDocumentFilter {
  @Field(() => ID, { nullable: true, description: 'Documents of this project.' })
  @IsOptional()
  @IsId()
  projectId?: string | null;
}

@ArgsType()
export class KnowledgeDocumentsArgs extends PageArgs {
  @Field(() => KnowledgeDocumentFilter, { nullable: true, description: 'Which documents.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => KnowledgeDocumentFilter)
  filter?: KnowledgeDocumentFilter | null;
}

@ArgsType()
export class KnowledgePassagesArgs extends PageArgs {
  @Field(() => ID, { description: 'The document.' })
  @IsId()
  documentId!: string;
}

const USUAL = 5;

@ArgsType()
export class SearchKnowledgeArgs {
  @Field(() => String, { description: `A question as a person would ask it, up to ${MAX_QUERY} characters.` })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @IsNotEmpty({ message: 'must not be empty' })
  @MaxLength(MAX_QUERY, { message: `must have at most ${MAX_QUERY} characters` })
  query!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Searches the documents of this project beside those of all projects; only those when absent.',
  })
  @IsOptional()
  @IsId()
  projectId?: string | null;

  @Field(() => Int, { nullable: true, defaultValue: USUAL, description: `How many passages, 1 to ${MAX_FOUND}.` })
  @Transform(({ value }: { value: unknown }) => value ?? USUAL)
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(MAX_FOUND, { message: `must be at most ${MAX_FOUND}` })
  first: number = USUAL;
}
