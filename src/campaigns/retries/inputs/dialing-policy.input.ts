import { applyDecorators } from '@nestjs/common';
import { Field, Float, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsNumber,
  IsOptional,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

const MONTH_SECONDS = 30 * 86_400;
const WAITS = '1 to 10 waits of 1 second to 30 days; null for the default.';
const LIMIT = '0 to 10; null for the default.';

function AreWaits(): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(10),
    IsInt({ each: true }),
    Min(1, { each: true }),
    Max(MONTH_SECONDS, { each: true }),
  );
}

function IsLimit(): PropertyDecorator {
  return applyDecorators(IsOptional(), IsInt(), Min(0), Max(10));
}

@InputType({ description: 'Waits and limits by what became of a call; absent parts stay as they are.' })
export class RetryPolicyInput {
  @Field(() => [Int], { nullable: true, description: `Seconds to wait after no answer, by attempt: ${WAITS}` })
  @AreWaits()
  noAnswer?: number[] | null;

  @Field(() => [Int], { nullable: true, description: `Seconds to wait after a busy line, by attempt: ${WAITS}` })
  @AreWaits()
  busy?: number[] | null;

  @Field(() => Int, { nullable: true, description: `Retries after a busy line, at most: ${LIMIT}` })
  @IsLimit()
  busyRetries?: number | null;

  @Field(() => [Int], {
    nullable: true,
    description: `Seconds to wait after a fault of the carrier, by attempt: ${WAITS}`,
  })
  @AreWaits()
  failed?: number[] | null;

  @Field(() => [Int], { nullable: true, description: `Seconds to wait after a voicemail, by attempt: ${WAITS}` })
  @AreWaits()
  voicemail?: number[] | null;

  @Field(() => Int, { nullable: true, description: `Retries after no answer, at most: ${LIMIT}` })
  @IsLimit()
  noAnswerRetries?: number | null;

  @Field(() => Int, { nullable: true, description: `Retries after a fault of the carrier, at most: ${LIMIT}` })
  @IsLimit()
  failedRetries?: number | null;

  @Field(() => Int, { nullable: true, description: `Retries after a voicemail, at most: ${LIMIT}` })
  @IsLimit()
  voicemailRetries?: number | null;

  @Field(() => Float, { nullable: true, description: 'Random part of each wait, 0 to 0.5; null for the default.' })
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(0.5)
  jitter?: number | null;
}

@InputType({
  description: 'Changes to when the company calls people again; absent parts stay as they are, null is the default.',
})
export class UpdateDialingPolicyInput {
  @Field(() => Int, { nullable: true, description: 'Attempts per lead of a new campaign that names none, 1 to 10.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10)
  maxAttempts?: number | null;

  @Field(() => RetryPolicyInput, { nullable: true, description: 'Waits and limits by what became of a call.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => RetryPolicyInput)
  retryPolicy?: RetryPolicyInput | null;

  @Field(() => Int, { nullable: true, description: 'Days for which a call that reached nobody counts, 1 to 90.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(90)
  personWindowDays?: number | null;

  @Field(() => Int, { nullable: true, description: 'Seconds within which a callback is kept, 30 to 86400.' })
  @IsOptional()
  @IsInt()
  @Min(30)
  @Max(86_400)
  callbackToleranceSeconds?: number | null;
}
