import type { Type } from '@nestjs/common';
import { Field, ObjectType } from '@nestjs/graphql';
import { RefusalModel } from '../platform/graphql/refusal.model';
import { DateTimeScalar } from '../platform/graphql/scalars';
import type { DialVerdict } from './dial-rules';

/** Only time must pass. */
@ObjectType({ isAbstract: true })
abstract class DeferredRefusal extends RefusalModel {
  @Field(() => DateTimeScalar, { description: 'First moment at which the call would be allowed.' })
  readonly nextAllowedAt: Date;

  constructor(
    readonly message: string,
    nextAllowedAt: Date,
  ) {
    super();
    this.nextAllowedAt = nextAllowedAt;
  }
}

@ObjectType('CallingWindowClosed', {
  implements: () => RefusalModel,
  description: 'It is outside the hours this person may be called.',
})
export class CallingWindowClosed extends DeferredRefusal {
  readonly code = 'CALLING_WINDOW_CLOSED';
}

@ObjectType('AttemptsExhausted', {
  implements: () => RefusalModel,
  description: 'This person has been called as often as is allowed for now.',
})
export class AttemptsExhausted extends DeferredRefusal {
  readonly code = 'ATTEMPTS_EXHAUSTED';
}

@ObjectType('PersonSuppressed', {
  implements: () => RefusalModel,
  description: 'This person is on the do-not-contact list.',
})
export class PersonSuppressed extends RefusalModel {
  readonly code = 'PERSON_SUPPRESSED';

  constructor(readonly message: string) {
    super();
  }
}

@ObjectType('LocationUnknown', {
  implements: () => RefusalModel,
  description: 'Nothing says where this person is, so no local time is known to be lawful.',
})
export class LocationUnknown extends RefusalModel {
  readonly code = 'LOCATION_UNKNOWN';

  constructor(readonly message: string) {
    super();
  }
}

@ObjectType('PhoneUnusable', {
  implements: () => RefusalModel,
  description: 'An earlier call showed that the number does not exist or belongs to somebody else.',
})
export class PhoneUnusable extends RefusalModel {
  readonly code = 'PHONE_UNUSABLE';

  constructor(readonly message: string) {
    super();
  }
}

export type CallingRuleRefusal =
  CallingWindowClosed | AttemptsExhausted | PersonSuppressed | LocationUnknown | PhoneUnusable;

/** Every way the calling rules refuse; list them all in the result union of a guarded mutation. */
export const CALLING_RULE_REFUSALS: readonly Type<CallingRuleRefusal>[] = [
  CallingWindowClosed,
  AttemptsExhausted,
  PersonSuppressed,
  LocationUnknown,
  PhoneUnusable,
];

const DENIALS: Readonly<Record<string, new (message: string) => CallingRuleRefusal>> = {
  PERSON_SUPPRESSED: PersonSuppressed,
  LOCATION_UNKNOWN: LocationUnknown,
  PHONE_UNUSABLE: PhoneUnusable,
};

/** The refusal a client sees for a verdict of the rules themselves; undefined when the contact is allowed. */
export function refusalOf(verdict: DialVerdict): CallingRuleRefusal | undefined {
  if (verdict.verdict === 'ALLOW') return undefined;
  if (verdict.verdict === 'DEFER') {
    const { explanation, until } = verdict;
    return verdict.reason === 'FREQUENCY_CAP'
      ? new AttemptsExhausted(explanation, until)
      : new CallingWindowClosed(explanation, until);
  }
  const Denial = DENIALS[verdict.reason] ?? LocationUnknown;
  return new Denial(verdict.explanation);
}
