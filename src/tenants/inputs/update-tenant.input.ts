import { Field, InputType, Int } from '@nestjs/graphql';
import {
  IsISO31661Alpha2,
  IsISO4217CurrencyCode,
  IsIn,
  IsInt,
  IsOptional,
  IsTimeZone,
  Length,
  Max,
  Min,
} from 'class-validator';
import { MISSED_CALL_POLICIES, type MissedCallPolicy } from '../tenant.entity';
import { MissedCallPolicyEnum } from '../tenant.model';
import { TimeZoneScalar } from '../../platform/graphql/scalars';

@InputType({ description: 'Settings of the company; absent ones stay as they are.' })
export class UpdateTenantInput {
  @Field(() => String, { nullable: true, description: 'Name of the company.' })
  @IsOptional()
  @Length(1, 200)
  name?: string;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2 country of national phone numbers.' })
  @IsOptional()
  @IsISO31661Alpha2()
  defaultCountry?: string;

  @Field(() => TimeZoneScalar, { nullable: true, description: 'Zone of days and months in reports and budgets.' })
  @IsOptional()
  @IsTimeZone()
  timeZone?: string;

  @Field(() => String, { nullable: true, description: 'ISO 4217 currency.' })
  @IsOptional()
  @IsISO4217CurrencyCode()
  currency?: string;

  @Field(() => Int, { nullable: true, description: 'Most calls that may be live at one moment.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  maxConcurrentCalls?: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Most calls on one day of its time zone, all campaigns together; null takes the limit away.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000_000)
  dailyCallLimit?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Minutes after a person’s last message in which nobody calls them: 0 to 1,440; 0 holds no call.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_440)
  conversationHoldMinutes?: number;

  @Field(() => MissedCallPolicyEnum, {
    nullable: true,
    description: 'What follows a call of a person that nobody took.',
  })
  @IsOptional()
  @IsIn(MISSED_CALL_POLICIES)
  missedCallPolicy?: MissedCallPolicy;

  @Field(() => String, {
    nullable: true,
    description:
      'What a text back says, at most 500 characters; null takes it away, and the program’s own words count.',
  })
  @IsOptional()
  @Length(1, 500)
  missedCallText?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'How its agents sound, in its own words, up to 2,000 characters; null takes it away.',
  })
  @IsOptional()
  @Length(1, 2_000)
  brandVoice?: string | null;
}
