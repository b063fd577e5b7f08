import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Passage } from './passage';

@ObjectType('FoundPassage', { description: 'A passage found for a question, and why.' })
export class FoundPassageModel {
  @Field(() => ID, { description: 'The passage.' })
  readonly id!: string;

  @Field(() => ID, { description: 'The document it is cited from.' })
  readonly documentId!: string;

  @Field(() => String, { description: 'Title of the document.' })
  readonly title!: string;

  @Field(() => String, { description: 'Path of the headings it stands under; empty when there is none.' })
  readonly heading!: string;

  @Field(() => String, { description: 'Its words.' })
  readonly text!: string;

  @Field(() => Int, {
    description: 'Its place by the score alone, from 1; supporting passages are listed before all others.',
  })
  readonly textRank!: number;

  @Field(() => Float, {
    description: 'BM25 over stems, everyday meanings and sounds; comparable within one search only.',
  })
  readonly score!: number;

  @Field(() => Float, { description: 'The part of the question it speaks of, 0 to 1; rare words count more.' })
  readonly coverage!: number;

  @Field(() => Boolean, { description: 'Whether an answer may rest on it.' })
  readonly isSupporting!: boolean;

  @Field(() => [String], { description: 'Words of the question it has, or others of their meaning.' })
  readonly matched!: readonly string[];

  @Field(() => [String], { description: 'Words of the question it does not have.' })
  readonly missing!: readonly string[];

  static of(passage: Passage): FoundPassageModel {
    return Object.assign(new FoundPassageModel(), passage);
  }
}

@ObjectType('KnowledgeSearchResult', { description: 'What the documents say on a question.' })
export class KnowledgeSearchResultModel {
  @Field(() => Boolean, {
    description: 'Whether any passage supports an answer; if not, an agent offers a person instead of answering.',
  })
  readonly isSupported!: boolean;

  @Field(() => [FoundPassageModel], { description: 'The best first, supporting ones before all others.' })
  readonly passages!: readonly FoundPassageModel[];

  static of(passages: readonly Passage[]): KnowledgeSearchResultModel {
    return Object.assign(new KnowledgeSearchResultModel(), {
      isSupported: passages.some(({ isSupporting }) => isSupporting),
      passages: passages.map((passage) => FoundPassageModel.of(passage)),
    });
  }
}
