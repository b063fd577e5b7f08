import { ArgsType, Field, ID, InputType, Int, PartialType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { CallingWindowsInput } from '../../compliance/policies/calling-hours';
import { PageArgs } from '../../platform/graphql/connection';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { JsonScalar, PhoneNumberScalar } from '../../platform/graphql/scalars';
import { AgentShareInput } from '../experiments/agent-share.input';
import { CampaignPurposeEnum, CampaignStatusEnum } from '../campaign.enums';
import type { CampaignPurpose } from '../campaign.entity';
import type { CampaignStatus } from '../rules/campaign-status';

@InputType({ description: 'A campaign to be.' })
export class CreateCampaignInput {
  @Field(() => String, { description: 'What people call it.' })
  @IsString()
  @Length(1, 200)
  name!: string;

  @Field(() => ID, { description: 'The project it sells.' })
  @IsId()
  projectId!: string;

  @Field(() => CampaignPurposeEnum, {
    nullable: true,
    description: 'Why people are called; MARKETING when absent. Fixed once the campaign has started.',
  })
  @IsOptional()
  @IsIn(Object.values(CampaignPurposeEnum))
  purpose?: CampaignPurpose | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The criteria its calls are scored by; the standard rubric when absent.',
  })
  @IsOptional()
  @IsId()
  rubricId?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Agents that may speak for it, each of them to as many new people as the others; all active agents of the project, new people going to the one with most room, when empty.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsId({ each: true })
  agentIds?: string[] | null;

  @Field(() => [AgentShareInput], {
    nullable: true,
    description:
      'Instead of agentIds: the agents and their weights, to compare them. Another list begins another experiment.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => AgentShareInput)
  agentShares?: AgentShareInput[] | null;

  @Field(() => String, { nullable: true, description: 'Guidance for the agents of this campaign.' })
  @IsOptional()
  @IsString()
  @MaxLength(8_000)
  guidance?: string | null;

  @Field(() => PhoneNumberScalar, {
    nullable: true,
    description: 'Number the calls come from; the carrier account’s own when absent.',
  })
  @IsOptional()
  fromNumber?: string | null;

  @Field(() => CallingWindowsInput, { nullable: true, description: 'Calling hours per weekday.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => CallingWindowsInput)
  callingWindows?: CallingWindowsInput | null;

  @Field(() => Int, { nullable: true, description: 'Attempts per lead, 1 to 10; the company’s number when absent.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10)
  maxAttempts?: number | null;

  @Field(() => Int, { nullable: true, description: 'Calls at once; 10 when absent.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000)
  maxConcurrentCalls?: number | null;

  @Field(() => Int, { nullable: true, description: 'Calls per day of the tenant; 100 when absent.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  dailyCallLimit?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Weight among the campaigns of the company while its calls are short, 1 to 100; 1 when absent.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  share?: number | null;

  @Field(() => Int, { nullable: true, description: 'Seconds a phone rings, 5 to 120; 25 when absent.' })
  @IsOptional()
  @IsInt()
  @Min(5)
  @Max(120)
  ringTimeoutSeconds?: number | null;

  @Field(() => Int, { nullable: true, description: 'Longest call in seconds, 30 to 14400; 600 when absent.' })
  @IsOptional()
  @IsInt()
  @Min(30)
  @Max(14_400)
  maxCallSeconds?: number | null;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'Seconds to wait before retries: `{noAnswer, busy, failed, voicemail: [seconds by attempt], noAnswerRetries, busyRetries, failedRetries, voicemailRetries, jitter}`; the company’s policy fills what is absent.',
  })
  @IsOptional()
  @IsObject()
  retryPolicy?: object | null;

  @Field(() => String, {
    nullable: true,
    description:
      'A text of at most 1,000 characters, sent once to who was not reached by the last attempt, if the law allows it within 72 hours. `{name}` and `{company}` are filled in. An empty one turns it off.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  fallbackText?: string | null;
}

@InputType({ description: 'Changes to a campaign; what is absent stays.' })
export class UpdateCampaignInput extends PartialType(CreateCampaignInput) {
  @Field(() => ID, { description: 'The campaign.' })
  @IsId()
  id!: string;
}

@InputType({ description: 'Which campaigns to list.' })
export class CampaignFilterInput {
  @Field(() => [CampaignStatusEnum], { nullable: true, description: 'In one of these states.' })
  @IsOptional()
  @IsIn(Object.values(CampaignStatusEnum), { each: true })
  statuses?: CampaignStatus[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this project.' })
  @IsOptional()
  @IsId()
  projectId?: string | null;
}

@ArgsType()
export class CampaignsArgs extends PageArgs {
  @Field(() => CampaignFilterInput, { nullable: true, description: 'Which campaigns.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => CampaignFilterInput)
  filter?: CampaignFilterInput | null;
}

@InputType({ description: 'Leads to enrol: named ones, or those of a project and an import.' })
export class LeadSelectionInput {
  @Field(() => [ID], { nullable: true, description: 'These leads, at most 10000.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsId({ each: true })
  leadIds?: string[] | null;

  @Field(() => ID, { nullable: true, description: 'All leads of this project.' })
  @IsOptional()
  @IsId()
  projectId?: string | null;

  @Field(() => ID, { nullable: true, description: 'All leads of this import.' })
  @IsOptional()
  @IsId()
  importId?: string | null;
}
