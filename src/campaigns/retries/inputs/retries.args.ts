import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsIn, IsOptional, ValidateNested } from 'class-validator';
import { PageArgs } from '../../../platform/graphql/connection';
import { IsId } from '../../../platform/graphql/is-id.decorator';
import { CALLBACK_STATUSES, type CallbackStatus } from '../callback.entity';
import { FALLBACK_STATUSES, type FallbackStatus } from '../fallback-text.entity';
import { CallbackStatusEnum, FallbackTextStatusEnum } from '../retries.enums';

@InputType({ description: 'Which promised callbacks to list.' })
export class CallbackFilterInput {
  @Field(() => [CallbackStatusEnum], { nullable: true, description: 'With one of these fates.' })
  @IsOptional()
  @IsIn(CALLBACK_STATUSES, { each: true })
  statuses?: CallbackStatus[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this campaign.' })
  @IsOptional()
  @IsId()
  campaignId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Promised to this lead.' })
  @IsOptional()
  @IsId()
  leadId?: string | null;
}

@ArgsType()
export class CallbacksArgs extends PageArgs {
  @Field(() => CallbackFilterInput, { nullable: true, description: 'Which callbacks.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => CallbackFilterInput)
  filter?: CallbackFilterInput | null;
}

@InputType({ description: 'Which texts after last attempts to list.' })
export class FallbackTextFilterInput {
  @Field(() => [FallbackTextStatusEnum], { nullable: true, description: 'That stand there.' })
  @IsOptional()
  @IsIn(FALLBACK_STATUSES, { each: true })
  statuses?: FallbackStatus[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this campaign.' })
  @IsOptional()
  @IsId()
  campaignId?: string | null;

  @Field(() => ID, { nullable: true, description: 'For this lead.' })
  @IsOptional()
  @IsId()
  leadId?: string | null;
}

@ArgsType()
export class FallbackTextsArgs extends PageArgs {
  @Field(() => FallbackTextFilterInput, { nullable: true, description: 'Which texts.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => FallbackTextFilterInput)
  filter?: FallbackTextFilterInput | null;
}
