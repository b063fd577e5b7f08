import { ArgsType, Field, ID, registerEnumType } from '@nestjs/graphql';
import { IsBoolean, IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { DateTimeScalar, PhoneNumberScalar } from '../../platform/graphql/scalars';
import type { RegistrationFlag } from './registrations.service';

export const RegistrationFlagEnum = {
  HELD: 'HELD',
  EXEMPT: 'EXEMPT',
  NONE: 'NONE',
} as const satisfies { [F in RegistrationFlag]: F };

registerEnumType(RegistrationFlagEnum, {
  name: 'RegistrationFlag',
  description: 'How a duty to register as a telemarketer stands.',
  valuesMap: {
    HELD: { description: 'The company is registered there.' },
    EXEMPT: { description: 'The law spares the company.' },
    NONE: { description: 'It is not met.' },
  },
});

const REASON = 'Why, for whoever reads the log later; 1 to 500 characters.';

@ArgsType()
export class PlaceEmergencyHoldArgs {
  @Field(() => String, { description: 'State or country, for example US-LA.' })
  @IsString()
  @MaxLength(10)
  readonly jurisdiction!: string;

  @Field(() => DateTimeScalar, { description: 'From when on it holds.' })
  readonly startsAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends; until it is lifted when left out.' })
  @IsOptional()
  readonly endsAt?: Date | null;

  @Field(() => String, { description: 'Who declared it and where that can be read; 1 to 500 characters.' })
  @Length(1, 500)
  readonly reason!: string;
}

/** An entry to end before its time, or for good. */
@ArgsType()
export class EndEntryArgs {
  @Field(() => ID, { description: 'Id of the entry.' })
  @IsId()
  readonly id!: string;

  @Field(() => String, { description: REASON })
  @Length(1, 500)
  readonly reason!: string;
}

@ArgsType()
export class AddPlatformSuppressionArgs {
  @Field(() => PhoneNumberScalar, { description: 'The number every company is to leave alone from now on.' })
  @IsString()
  readonly phone!: string;

  @Field(() => String, { description: REASON })
  @Length(1, 500)
  readonly reason!: string;
}

@ArgsType()
export class SetRegistrationArgs {
  @Field(() => ID, { description: 'Id of the company.' })
  @IsId()
  readonly tenantId!: string;

  @Field(() => String, { description: 'State or country with a duty to register, for example US-FL.' })
  @IsString()
  @MaxLength(10)
  readonly jurisdiction!: string;

  @Field(() => RegistrationFlagEnum, { description: 'How it stands.' })
  @IsIn(Object.values(RegistrationFlagEnum))
  readonly status!: RegistrationFlag;

  @Field(() => String, {
    defaultValue: '',
    description: 'Number of the licence, or the provision that exempts; 1 to 200 characters. Not needed for NONE.',
  })
  @IsString()
  @MaxLength(200)
  readonly reference!: string;
}

@ArgsType()
export class SetCounselClearanceArgs {
  @Field(() => ID, { description: 'Id of the company.' })
  @IsId()
  readonly tenantId!: string;

  @Field(() => String, { description: 'Country whose rules ask for counsel first, for example SA.' })
  @IsString()
  @MaxLength(10)
  readonly jurisdiction!: string;

  @Field(() => Boolean, { description: 'Whether counsel has cleared the company for it.' })
  @IsBoolean()
  readonly cleared!: boolean;
}
