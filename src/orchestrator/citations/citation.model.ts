import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType('Citation', { description: 'A passage of the company’s documents that an answer rests on.' })
export class CitationModel {
  @Field(() => ID, { description: 'Id of the passage.' })
  readonly passageId!: string;

  @Field(() => ID, { description: 'Id of its document.' })
  readonly documentId!: string;

  @Field(() => String, { description: 'Title of its document.' })
  readonly title!: string;

  @Field(() => String, { description: 'What the passage says.' })
  readonly text!: string;
}
