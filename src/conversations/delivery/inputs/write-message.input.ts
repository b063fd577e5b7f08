import { Field, ID, InputType } from '@nestjs/graphql';
import { IsString, Length, MaxLength } from 'class-validator';
import { IsId } from '../../../platform/graphql/is-id.decorator';
import { MAX_TEXT } from '../../texts/text-wording';

@InputType({ description: 'A message a person of the company writes to a lead.' })
export class WriteMessageInput {
  @Field(() => ID, { description: 'The conversation to write in.' })
  @IsId()
  conversationId!: string;

  @Field(() => String, { description: 'The words, up to 1,600 characters with what the law makes the program add.' })
  @IsString()
  @MaxLength(MAX_TEXT)
  text!: string;

  @Field(() => String, {
    description:
      'A key of your own, 1 to 150 characters: a second request with it writes nothing and answers the first message.',
  })
  @Length(1, 150)
  idempotencyKey!: string;
}
