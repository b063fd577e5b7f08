import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsDate, IsIn, IsOptional, ValidateNested } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { DateTimeScalar } from '../../platform/graphql/scalars';
import { CallOutcomeEnum, CallStatusEnum } from '../call.enums';
import type { CallOutcome } from '../call-outcome';
import type { CallStatus } from '../call-status';

@InputType({ description: 'Which calls to list; absent fields do not narrow.' })
export class CallFilterInput {
  @Field(() => [CallStatusEnum], { nullable: true, description: 'In one of these states.' })
  @IsOptional()
  @IsIn(Object.values(CallStatusEnum), { each: true })
  statuses?: CallStatus[] | null;

  @Field(() => [CallOutcomeEnum], { nullable: true, description: 'With one of these outcomes.' })
  @IsOptional()
  @IsIn(Object.values(CallOutcomeEnum), { each: true })
  outcomes?: CallOutcome[] | null;

  @Field(() => ID, { nullable: true, description: 'To this lead.' })
  @IsOptional()
  @IsId()
  leadId?: string | null;

  @Field(() => ID, { nullable: true, description: 'About this project.' })
  @IsOptional()
  @IsId()
  projectId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this campaign.' })
  @IsOptional()
  @IsId()
  campaignId?: string | null;

  @Field(() => ID, { nullable: true, description: 'By this agent.' })
  @IsOptional()
  @IsId()
  agentId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Claimed at or after this moment.' })
  @IsOptional()
  @IsDate()
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Claimed before this moment.' })
  @IsOptional()
  @IsDate()
  until?: Date | null;
}

@ArgsType()
export class CallsArgs extends PageArgs {
  @Field(() => CallFilterInput, { nullable: true, description: 'Which calls.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => CallFilterInput)
  filter?: CallFilterInput | null;
}
