import { ArgsType, Field, ID } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { IsId } from '../../../platform/graphql/is-id.decorator';
import { MOST_LEGS } from '../targets/choose-targets';

const MAX_NOTE = 300;

@ArgsType()
export class TransferCallArgs {
  @Field(() => ID, { description: 'The call.' })
  @IsId()
  callId!: string;

  @Field(() => [ID], {
    nullable: true,
    description: `Transfer targets to ring, in this order and whatever their hours, at most ${MOST_LEGS}; all who are on duty when absent.`,
  })
  @IsOptional()
  @ArrayMaxSize(MOST_LEGS, { message: `must hold at most ${MOST_LEGS}` })
  @IsId({ each: true })
  targetIds?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: `Said to each colleague with the summary, up to ${MAX_NOTE} characters.`,
  })
  @IsOptional()
  @MaxLength(MAX_NOTE, { message: `must have at most ${MAX_NOTE} characters` })
  note?: string | null;
}
