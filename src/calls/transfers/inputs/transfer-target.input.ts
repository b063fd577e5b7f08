import { Field, ID, InputType, Int, PartialType } from '@nestjs/graphql';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsInt,
  IsNotEmpty,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsId } from '../../../platform/graphql/is-id.decorator';
import { PhoneNumberScalar, TimeZoneScalar } from '../../../platform/graphql/scalars';
import type { DutyHours } from '../targets/duty-hours';

const MAX_NAME = 100;
const MAX_LANGUAGES = 20;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

function trimmed({ value }: { value: unknown }): unknown {
  return typeof value === 'string' ? value.trim() : value;
}

function lowered({ value }: { value: unknown }): unknown {
  return Array.isArray(value)
    ? value.map((one: unknown) => (typeof one === 'string' ? one.toLowerCase() : one))
    : value;
}

@InputType({ description: 'When a colleague takes calls, by their own clock.' })
export class DutyHoursInput implements DutyHours {
  @Field(() => TimeZoneScalar, { description: 'Where the clock is.' })
  timeZone!: string;

  @Field(() => [Int], { description: 'Days of the week, 1 is Monday and 7 is Sunday.' })
  @ArrayNotEmpty({ message: 'must hold a day' })
  @ArrayMaxSize(7, { message: 'must hold at most 7 days' })
  @IsInt({ each: true })
  @Min(1, { each: true, message: 'must be 1 to 7' })
  @Max(7, { each: true, message: 'must be 1 to 7' })
  days!: number[];

  @Field(() => String, { description: 'From, as HH:MM.' })
  @Matches(TIME, { message: 'must be a time such as 09:00' })
  from!: string;

  @Field(() => String, { description: 'Until, as HH:MM; before `from` it is of the next day.' })
  @Matches(TIME, { message: 'must be a time such as 17:00' })
  until!: string;
}

@InputType({ description: 'A colleague to whom callers are put through.' })
export class TransferTargetInput {
  @Field(() => String, { description: `Their name, up to ${MAX_NAME} characters.` })
  @Transform(trimmed)
  @IsNotEmpty({ message: 'must not be empty' })
  @MaxLength(MAX_NAME, { message: `must have at most ${MAX_NAME} characters` })
  name!: string;

  @Field(() => PhoneNumberScalar, { description: 'Their phone; not that of a lead.' })
  phone!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The member they are, whose the escalation is when they take a call; nobody when null.',
  })
  @IsOptional()
  @IsId()
  memberId?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Languages they speak, as primary subtags such as en and ar; all when empty or absent.',
  })
  @IsOptional()
  @Transform(lowered)
  @ArrayMaxSize(MAX_LANGUAGES, { message: `must hold at most ${MAX_LANGUAGES}` })
  @Matches(/^[a-z]{2,3}$/, { each: true, message: 'must hold primary subtags such as en' })
  languages?: string[] | null;

  @Field(() => Int, { nullable: true, description: 'Their turn, lowest first, 1 to 9999; last when absent.' })
  @IsOptional()
  @IsInt()
  @Min(1, { message: 'must be at least 1' })
  @Max(9_999, { message: 'must be at most 9999' })
  position?: number | null;

  @Field(() => DutyHoursInput, { nullable: true, description: 'When they take calls; always when null.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => DutyHoursInput)
  hours?: DutyHoursInput | null;
}

@InputType({ description: 'Changes of a transfer target; what is absent stays as it is.' })
export class TransferTargetChangesInput extends PartialType(TransferTargetInput) {}
