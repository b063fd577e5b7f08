import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsOptional, ValidateNested } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { PhoneNumberScalar } from '../../platform/graphql/scalars';
import { LeadSortEnum, LeadStageEnum, LeadTemperatureEnum } from '../lead-enums';
import type { LeadSort } from '../lead-list';
import type { LeadStage } from '../lead-stage';
import type { LeadTemperature } from '../lead-temperature';

@InputType('LeadFilter', { description: 'Conditions on leads; all that are given must hold.' })
export class LeadFilter {
  @Field(() => [LeadStageEnum], { nullable: true, description: 'Stages, any of them.' })
  readonly stage?: LeadStage[] | null;

  @Field(() => [LeadTemperatureEnum], { nullable: true, description: 'Temperatures, any of them.' })
  readonly temperature?: LeadTemperature[] | null;

  @Field(() => ID, { nullable: true, description: 'Project.' })
  @IsOptional()
  @IsId()
  readonly projectId?: string | null;

  @Field(() => String, { nullable: true, description: 'Where the lead came from first.' })
  readonly source?: string | null;

  @Field(() => String, { nullable: true, description: 'Form the lead was sent with.' })
  readonly formName?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Phone.' })
  readonly phone?: string | null;

  @Field(() => String, { nullable: true, description: 'Beginning of the whole name, in any case.' })
  readonly search?: string | null;

  @Field(() => Date, { nullable: true, description: 'Created at this moment or later.' })
  readonly createdFrom?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Created before this moment.' })
  readonly createdBefore?: Date | null;
}

@ArgsType()
export class LeadsArgs extends PageArgs {
  @Field(() => LeadFilter, { nullable: true, description: 'Which leads; all when left out.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => LeadFilter)
  readonly filter?: LeadFilter | null;

  @Field(() => LeadSortEnum, { nullable: true, defaultValue: 'CREATED_AT_DESC', description: 'Order of the list.' })
  readonly sort?: LeadSort | null;
}

@ArgsType()
export class HotLeadsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Leads of this project only.' })
  @IsOptional()
  @IsId()
  readonly projectId?: string | null;
}

@ArgsType()
export class UnmappedLeadsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Leads of this form only.' })
  readonly formName?: string | null;
}

@ArgsType()
export class ProcessUnmappedLeadsArgs {
  @Field(() => [ID], { nullable: true, description: 'Leads to look at, at most 1000; all that wait when left out.' })
  @IsOptional()
  @ArrayMaxSize(1_000, { message: 'must hold at most 1000 ids' })
  @IsId({ each: true })
  readonly ids?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Project to give the leads named in ids; when left out, the form of each lead decides.',
  })
  @IsOptional()
  @IsId()
  readonly projectId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Go on after this endCursor of an earlier call; from the lead that waits longest when left out.',
  })
  readonly after?: string | null;
}
