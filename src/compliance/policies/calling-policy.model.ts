import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar, JsonScalar, PhoneNumberScalar } from '../../platform/graphql/scalars';
import type { DisclosureSettings } from '../disclosure/disclosure-settings';
import type { CallingPolicy, Registration, RegistrationStatus } from './calling-policy';

export const RegistrationStatusEnum = {
  HELD: 'HELD',
  EXEMPT: 'EXEMPT',
} as const satisfies { [S in RegistrationStatus]: S };

registerEnumType(RegistrationStatusEnum, {
  name: 'RegistrationStatus',
  description: 'How a duty to register as a telemarketer is met.',
  valuesMap: {
    HELD: { description: 'The company is registered there.' },
    EXEMPT: { description: 'The law spares the company.' },
  },
});

export const RecordingNoticeEnum = {
  ALWAYS: 'ALWAYS',
  WHERE_REQUIRED: 'WHERE_REQUIRED',
} as const satisfies { [N in DisclosureSettings['recordingNotice']]: N };

registerEnumType(RecordingNoticeEnum, {
  name: 'RecordingNotice',
  description: 'Which calls begin by saying that they may be recorded and are transcribed.',
  valuesMap: {
    ALWAYS: { description: 'Every one.' },
    WHERE_REQUIRED: { description: 'Not where every place the person may be in asks for no such notice.' },
  },
});

@ObjectType('Registration', { description: 'A duty to register as a telemarketer that is met.' })
export class RegistrationModel {
  @Field(() => String, { description: 'State or country, for example US-FL.' })
  readonly jurisdiction!: string;

  @Field(() => RegistrationStatusEnum, { description: 'How it is met.' })
  readonly status!: RegistrationStatus;

  @Field(() => String, { description: 'Number of the licence, or the provision that exempts.' })
  readonly reference!: string;

  static of(registration: Registration): RegistrationModel {
    return Object.assign(new RegistrationModel(), registration);
  }
}

@ObjectType('DisclosureSettings', {
  description: 'What the company adds to the words the law demands at the beginning of a call. Nothing takes any away.',
})
export class DisclosureSettingsModel implements DisclosureSettings {
  @Field(() => RecordingNoticeEnum, { description: 'Which calls give notice of recording.' })
  readonly recordingNotice!: DisclosureSettings['recordingNotice'];

  @Field(() => String, { nullable: true, description: 'What the calls are about, in a few words.' })
  readonly purpose!: string | null;

  @Field(() => String, { nullable: true, description: 'One more sentence, said after all that is demanded.' })
  readonly extraSentence!: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Where people reach the company.' })
  readonly callbackNumber!: string | null;
}

@ObjectType('CallingPolicy', {
  description: 'What the company adds to the calling rules, which it can only narrow, and what it says about itself.',
})
export class CallingPolicyModel {
  @Field(() => String, { description: 'Registered legal name; consents must name it.' })
  readonly legalName!: string;

  @Field(() => JsonScalar, {
    description: 'Calling hours per weekday: [start, end], null when closed, absent for the legal window.',
  })
  readonly windows!: object;

  @Field(() => Int, {
    nullable: true,
    description: 'Most attempts per person in any 24 hours; null for the legal cap.',
  })
  readonly maxAttemptsPer24h!: number | null;

  @Field(() => [String], { description: 'Local dates of the called person on which nobody is contacted.' })
  readonly closedDates!: readonly string[];

  @Field(() => [String], { description: 'States and countries nobody is contacted in, for example US-TX.' })
  readonly excludedRegions!: readonly string[];

  @Field(() => Boolean, { description: 'Whether places with a duty to register are called only once it is met.' })
  readonly requireRegistration!: boolean;

  @Field(() => [RegistrationModel], { description: 'Duties to register that are met.' })
  readonly registeredIn!: readonly RegistrationModel[];

  @Field(() => [String], { description: 'Places that ask for counsel and for which counsel has cleared the company.' })
  readonly clearedByCounsel!: readonly string[];

  @Field(() => DisclosureSettingsModel, { description: 'What is added to the first words of a call.' })
  readonly disclosure!: DisclosureSettingsModel;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last changed; null for never.' })
  readonly updatedAt!: Date | null;

  static of({ legalName, narrowing, registrations, disclosure, updatedAt }: CallingPolicy): CallingPolicyModel {
    return Object.assign(new CallingPolicyModel(), {
      legalName,
      windows: narrowing.windows ?? {},
      maxAttemptsPer24h: narrowing.maxAttemptsPer24h ?? null,
      closedDates: narrowing.closedDates ?? [],
      excludedRegions: narrowing.excludedRegions ?? [],
      requireRegistration: narrowing.requireRegistration ?? false,
      registeredIn: registrations.map((registration) => RegistrationModel.of(registration)),
      clearedByCounsel: narrowing.clearedByCounsel ?? [],
      disclosure: Object.assign(new DisclosureSettingsModel(), disclosure),
      updatedAt,
    } satisfies CallingPolicyModel);
  }
}
