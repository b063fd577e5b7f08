import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Transform } from 'class-transformer';
import { IsInt, IsNotEmpty, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { LANGUAGE_TAG, MAX_GREETING, MAX_NAME, MAX_PROMPT, VOICE_NAME } from '../agent-limits';

function trimmed({ value }: { value: unknown }): unknown {
  return typeof value === 'string' ? value.trim() : value;
}

@InputType({ description: 'A new agent; it stays switched off until activateAgent.' })
export class CreateAgentInput {
  @Field(() => String, { description: `What people call it, up to ${MAX_NAME} characters.` })
  @Transform(trimmed)
  @IsNotEmpty({ message: 'must not be empty' })
  @MaxLength(MAX_NAME, { message: `must have at most ${MAX_NAME} characters` })
  name!: string;

  @Field(() => ID, { nullable: true, description: 'The project it speaks for.' })
  @IsOptional()
  @IsId()
  projectId?: string | null;

  @Field(() => String, {
    description: `How it should behave and what it knows, up to ${MAX_PROMPT} characters. Never read out to the person called.`,
  })
  @Transform(trimmed)
  @IsNotEmpty({ message: 'must not be empty' })
  @MaxLength(MAX_PROMPT, { message: `must have at most ${MAX_PROMPT} characters` })
  prompt!: string;

  @Field(() => String, { description: `Its first words on a call, up to ${MAX_GREETING} characters.` })
  @Transform(trimmed)
  @IsNotEmpty({ message: 'must not be empty' })
  @MaxLength(MAX_GREETING, { message: `must have at most ${MAX_GREETING} characters` })
  greeting!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The carrier’s voice; Polly.Joanna-Neural when absent.',
  })
  @IsOptional()
  @Matches(VOICE_NAME, { message: 'must be the name of a voice, for example Polly.Joanna-Neural' })
  voice?: string | null;

  @Field(() => String, { nullable: true, description: 'Language it begins in, a BCP 47 tag; en-US when absent.' })
  @IsOptional()
  @Matches(LANGUAGE_TAG, { message: 'must be a language tag, for example en-US' })
  language?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Its id at the provider, where the provider has agents of its own.',
  })
  @IsOptional()
  @MaxLength(MAX_NAME, { message: `must have at most ${MAX_NAME} characters` })
  providerAgentId?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Calls it may have at once, over all campaigns and calls by hand, 1 to 100000; no limit of its own when null.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  maxConcurrentCalls?: number | null;
}
