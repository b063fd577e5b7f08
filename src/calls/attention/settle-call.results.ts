import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { RefusalModel, unionOf } from '../../platform/graphql/refusal.model';
import { DateTimeScalar } from '../../platform/graphql/scalars';
import { CallModel } from '../call.model';
import type { SettledAs } from './call-settler.service';

export const CallVerdictEnum = { PLACED: 'PLACED', NOT_PLACED: 'NOT_PLACED' } as const satisfies Record<
  SettledAs,
  SettledAs
>;
registerEnumType(CallVerdictEnum, {
  name: 'CallVerdict',
  description: 'What a person has found out about a call.',
  valuesMap: {
    PLACED: { description: 'The carrier dialed it: the attempt counts, as one that nobody answered.' },
    NOT_PLACED: { description: 'The carrier never dialed it: the attempt does not count, and the lead is due again.' },
  },
});

@ObjectType('CallNotStuck', {
  implements: () => RefusalModel,
  description: 'The call does not need anybody to settle it.',
})
export class CallNotStuck extends RefusalModel {
  readonly code = 'CALL_NOT_STUCK';
  readonly message = 'The call does not need to be settled by a person.';
}

@ObjectType('CallMayStillLive', {
  implements: () => RefusalModel,
  description: 'The phone may ring, or somebody talk, until then.',
})
export class CallMayStillLive extends RefusalModel {
  readonly code = 'CALL_MAY_STILL_LIVE';
  readonly message = 'The call may still ring, or be talked on; nobody can say yet how it ended.';

  @Field(() => DateTimeScalar, { description: 'From then on it can be settled.' })
  readonly until: Date;

  constructor(until: Date) {
    super();
    this.until = until;
  }
}

@ObjectType('CarrierAnswers', {
  implements: () => RefusalModel,
  description: 'The carrier can be asked again, and what it says settles the call.',
})
export class CarrierAnswers extends RefusalModel {
  readonly code = 'CARRIER_ANSWERS';
  readonly message = 'The carrier can be asked about the call again; what it says settles it within a minute.';
}

export const SettleCallResult = unionOf('SettleCallResult', CallModel, CallNotStuck, CallMayStillLive, CarrierAnswers);
export type SettleCallResult = typeof SettleCallResult;
