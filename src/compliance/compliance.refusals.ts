import type { Type } from '@nestjs/common';
import { Field, ObjectType } from '@nestjs/graphql';
import { RefusalModel } from '../platform/graphql/refusal.model';
import { DateTimeScalar } from '../platform/graphql/scalars';
import type { ContactVerdict } from './contact-verdict';
import type { DenyReason } from './rules/contact-decision';

/** Only time must pass. */
@ObjectType({ isAbstract: true })
abstract class DeferredRefusal extends RefusalModel {
  @Field(() => DateTimeScalar, { description: 'First moment at which the contact would be allowed.' })
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
  description:
    'It is outside the hours this person may be contacted: hours, days, holidays, or a ban for the time being.',
})
export class CallingWindowClosed extends DeferredRefusal {
  readonly code = 'CALLING_WINDOW_CLOSED';
}

@ObjectType('AttemptsExhausted', {
  implements: () => RefusalModel,
  description: 'This person has been contacted as often as is allowed for now.',
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
  description: 'The number does not exist, or belongs to somebody else.',
})
export class PhoneUnusable extends RefusalModel {
  readonly code = 'PHONE_UNUSABLE';

  constructor(readonly message: string) {
    super();
  }
}

/** A fact must change; `reason` says which rule asks for it. */
@ObjectType({ isAbstract: true })
abstract class RuleRefusal extends RefusalModel {
  @Field(() => String, { description: 'Stable code of the rule that decided.' })
  readonly reason: string;

  constructor(
    readonly message: string,
    reason: string,
  ) {
    super();
    this.reason = reason;
  }
}

@ObjectType('ConsentMissing', {
  implements: () => RefusalModel,
  description: 'The person has not agreed to this contact, not in the form it needs, or agrees no longer.',
})
export class ConsentMissing extends RuleRefusal {
  readonly code = 'CONSENT_MISSING';
}

@ObjectType('ContactProhibited', {
  implements: () => RefusalModel,
  description:
    'The rules of the place, a do-not-call list, the kind of number or the company’s own limits forbid this contact.',
})
export class ContactProhibited extends RuleRefusal {
  readonly code = 'CONTACT_PROHIBITED';
}

@ObjectType('CallingDutyUnmet', {
  implements: () => RefusalModel,
  description:
    'The company must do something first: read a list, check the number, register, or have counsel clear it.',
})
export class CallingDutyUnmet extends RuleRefusal {
  readonly code = 'CALLING_DUTY_UNMET';
}

export type CallingRuleRefusal =
  | CallingWindowClosed
  | AttemptsExhausted
  | PersonSuppressed
  | LocationUnknown
  | PhoneUnusable
  | ConsentMissing
  | ContactProhibited
  | CallingDutyUnmet;

/** Every way the calling rules refuse; list them all in the result union of a guarded mutation. */
export const CALLING_RULE_REFUSALS: readonly Type<CallingRuleRefusal>[] = [
  CallingWindowClosed,
  AttemptsExhausted,
  PersonSuppressed,
  LocationUnknown,
  PhoneUnusable,
  ConsentMissing,
  ContactProhibited,
  CallingDutyUnmet,
];

type Refused = new (message: string, reason: string) => CallingRuleRefusal;

const DENIALS: Readonly<Record<DenyReason, Refused>> = {
  INVALID_NUMBER: PhoneUnusable,
  NUMBER_TYPE_PROHIBITED: ContactProhibited,
  COUNTRY_NOT_ENABLED: ContactProhibited,
  LOCATION_UNKNOWN: LocationUnknown,
  OPT_OUT_CONFIRMATION_LATE: ContactProhibited,
  OPT_OUT_CONFIRMATION_DUPLICATE: ContactProhibited,
  INTERNAL_DNC: PersonSuppressed,
  CONSENT_REVOKED: ConsentMissing,
  PHONE_UNUSABLE: PhoneUnusable,
  LEAD_DECLINED: ContactProhibited,
  NUMBER_REASSIGNED: PhoneUnusable,
  RND_CHECK_REQUIRED: CallingDutyUnmet,
  NO_CONSENT: ConsentMissing,
  CONSENT_WRONG_NUMBER: ConsentMissing,
  CONSENT_WRONG_SELLER: ConsentMissing,
  CONSENT_CHANNEL_NOT_COVERED: ConsentMissing,
  CONSENT_INCOMPLETE: ConsentMissing,
  AI_VOICE_PROHIBITED: ContactProhibited,
  NATIONAL_DNC: ContactProhibited,
  STATE_DNC: ContactProhibited,
  DNC_SCRUB_STALE: CallingDutyUnmet,
  PREFERENCE_REGISTER: ContactProhibited,
  CALLER_ID_INVALID: CallingDutyUnmet,
  REGION_EXCLUDED: ContactProhibited,
  REGISTRATION_REQUIRED: CallingDutyUnmet,
  COUNSEL_REQUIRED: CallingDutyUnmet,
};

/** The refusal a client sees for a verdict of the rules themselves; undefined when the contact is allowed. */
export function refusalOf(verdict: ContactVerdict): CallingRuleRefusal | undefined {
  if (verdict.verdict === 'ALLOW') return undefined;
  const { reason, explanation } = verdict;
  if (verdict.verdict === 'DEFER') {
    return reason === 'FREQUENCY_CAP'
      ? new AttemptsExhausted(explanation, verdict.until)
      : new CallingWindowClosed(explanation, verdict.until);
  }
  const Denial = isDenyReason(reason) ? DENIALS[reason] : ContactProhibited;
  return new Denial(explanation, reason);
}

function isDenyReason(reason: string): reason is DenyReason {
  return reason in DENIALS;
}
