import { Field, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { PhoneNumberScalar } from '../../platform/graphql/scalars';
import type { DisclosureSettings } from '../disclosure/disclosure-settings';
import { CallingWindowsInput } from './calling-hours';
import { RecordingNoticeEnum } from './calling-policy.model';

/** Longer than any text that is taken; what is too long is said by name where it is read. */
const TEXT_LENGTH = 10_000;
const MOST_PLACES = 300;

@InputType({ description: 'What is added to the words the law demands; absent parts stay as they are.' })
export class DisclosureSettingsInput implements Partial<DisclosureSettings> {
  @Field(() => RecordingNoticeEnum, { nullable: true, description: 'Which calls give notice of recording.' })
  @IsOptional()
  @IsIn(Object.values(RecordingNoticeEnum))
  readonly recordingNotice?: DisclosureSettings['recordingNotice'];

  @Field(() => String, {
    nullable: true,
    description: 'What the calls are about, at most 100 characters that end a sentence, for example "homes in Miami".',
  })
  @IsOptional()
  @IsString()
  @MaxLength(TEXT_LENGTH)
  readonly purpose?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'One more sentence of at most 300 characters, said after all that is demanded.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(TEXT_LENGTH)
  readonly extraSentence?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Where people reach the company.' })
  @IsOptional()
  readonly callbackNumber?: string | null;
}

@InputType({
  description:
    'What the company adds to the calling rules. It can only narrow them: duties that are met, and clearances, are noted by those who run the platform. Absent parts stay as they are; null is as if never chosen.',
})
export class UpdateCallingPolicyInput {
  @Field(() => String, { nullable: true, description: 'Registered legal name; consents must name it.' })
  @IsOptional()
  @IsString()
  @MaxLength(TEXT_LENGTH)
  readonly legalName?: string | null;

  @Field(() => CallingWindowsInput, { nullable: true, description: 'Calling hours per weekday; replaces those set.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => CallingWindowsInput)
  readonly windows?: CallingWindowsInput | null;

  @Field(() => Int, { nullable: true, description: 'Most attempts per person in any 24 hours, 1 to 3.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3)
  readonly maxAttemptsPer24h?: number | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Local dates of the called person, such as 2026-12-24, on which nobody is contacted; at most 400.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(400)
  @IsString({ each: true })
  readonly closedDates?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'States and countries nobody is contacted in, for example US-TX.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_PLACES)
  @IsString({ each: true })
  readonly excludedRegions?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether places with a duty to register are called only once it is met.',
  })
  @IsOptional()
  @IsBoolean()
  readonly requireRegistration?: boolean | null;

  @Field(() => DisclosureSettingsInput, { nullable: true, description: 'What is added to the first words of a call.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => DisclosureSettingsInput)
  readonly disclosure?: DisclosureSettingsInput | null;
}
