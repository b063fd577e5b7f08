import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsInt, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { PageArgs } from '../../platform/graphql/connection';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { DateTimeScalar } from '../../platform/graphql/scalars';
import { EscalationStatusEnum } from '../escalation.enums';
import { ESCALATION_STATUSES, type EscalationStatus } from '../escalation-life-cycle';
import { MOST_EMAILS, MOST_REMINDERS } from '../settings/escalation-settings';

@InputType({ description: 'Which escalations to list; all that are given must hold.' })
export class EscalationFilter {
  @Field(() => [EscalationStatusEnum], { nullable: true, description: 'That stand at one of these.' })
  @IsOptional()
  @IsIn(ESCALATION_STATUSES, { each: true })
  statuses?: EscalationStatus[] | null;

  @Field(() => ID, { nullable: true, description: 'That this member has, or should take.' })
  @IsOptional()
  @IsId()
  assigneeId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this lead.' })
  @IsOptional()
  @IsId()
  leadId?: string | null;
}

@ArgsType()
export class EscalationsArgs extends PageArgs {
  @Field(() => EscalationFilter, { nullable: true, description: 'Which escalations.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => EscalationFilter)
  filter?: EscalationFilter | null;
}

@ArgsType()
export class ResolveEscalationArgs {
  @Field(() => ID, { description: 'The escalation.' })
  @IsId()
  id!: string;

  @Field(() => String, { nullable: true, description: 'What came of it; at most 5000 characters.' })
  @IsOptional()
  @IsString()
  @MaxLength(5_000)
  resolution?: string | null;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'Whether the agent may speak again; without, it stays silent until the conversation is handed back.',
  })
  handBack!: boolean;
}

@ArgsType()
export class EscalateConversationArgs {
  @Field(() => ID, { description: 'The conversation.' })
  @IsId()
  conversationId!: string;

  @Field(() => String, { nullable: true, description: 'Why, for whoever takes it; at most 1000 characters.' })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  reason?: string | null;
}

@ArgsType()
export class HandOffLeadArgs {
  @Field(() => ID, { description: 'The lead.' })
  @IsId()
  leadId!: string;

  @Field(() => String, { nullable: true, description: 'Why, for whoever takes it; at most 1000 characters.' })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  reason?: string | null;
}

@InputType({ description: 'A stretch of time.' })
export class EscalationPeriodInput {
  @Field(() => DateTimeScalar, { description: 'From this moment on.' })
  from!: Date;

  @Field(() => DateTimeScalar, { description: 'Before this moment; at most 366 days later.' })
  until!: Date;
}

@InputType({ description: 'How the company wants to hear of requests for a human; absent parts stay as they are.' })
export class EscalationSettingsInput {
  @Field(() => [String], { nullable: true, description: `Addresses told beside the members; at most ${MOST_EMAILS}.` })
  @IsOptional()
  @IsString({ each: true })
  @MaxLength(320, { each: true })
  @ArrayMaxSize(MOST_EMAILS)
  emails?: string[] | null;

  @Field(() => [Int], {
    nullable: true,
    description: `Minutes of waiting unclaimed after which it is reminded of, rising; at most ${MOST_REMINDERS}, none: never.`,
  })
  @IsOptional()
  @IsInt({ each: true })
  @ArrayMaxSize(MOST_REMINDERS)
  reminderMinutes?: number[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Page of the company’s own front end that shows a conversation: an https address in which {conversationId} stands for it; null: none.',
  })
  @IsOptional()
  @IsString()
  transcriptPage?: string | null;
}
