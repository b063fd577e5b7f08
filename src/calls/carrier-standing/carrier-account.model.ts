import { Field, Float, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../platform/graphql/scalars';
import type { AccountFault, AccountState } from './account-rules';
import type { NamedStanding } from './account-store.service';

const AccountStateEnum = { CLOSED: 'CLOSED', OPEN: 'OPEN', PROBING: 'PROBING' } as const satisfies {
  [S in AccountState]: S;
};
registerEnumType(AccountStateEnum, {
  name: 'CarrierAccountState',
  description: 'Whether the breaker of a carrier account lets calls through.',
  valuesMap: {
    CLOSED: { description: 'Calls are made.' },
    OPEN: { description: 'Nobody is dialed.' },
    PROBING: { description: 'One call is made to see whether the carrier takes it.' },
  },
});

const AccountFaultEnum = { REFUSED: 'REFUSED', UNREACHABLE: 'UNREACHABLE' } as const satisfies {
  [F in AccountFault]: F;
};
registerEnumType(AccountFaultEnum, {
  name: 'CarrierAccountFault',
  description: 'Why a carrier account takes no calls.',
  valuesMap: {
    REFUSED: { description: 'The carrier refuses the account: credentials, or it is suspended.' },
    UNREACHABLE: { description: 'The carrier cannot be asked, or does not say what it did.' },
  },
});

@ObjectType('CarrierAccount', { description: 'An account at the carrier that has given trouble, now or before.' })
export class CarrierAccountModel {
  @Field(() => String, { description: 'The carrier’s own name for it.' })
  readonly account!: string;

  @Field(() => AccountStateEnum, { description: 'Whether calls are made.' })
  readonly state!: AccountState;

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  readonly since!: Date;

  @Field(() => AccountFaultEnum, { nullable: true, description: 'Why not; null when they are.' })
  readonly reason!: AccountFault | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When a call is tried, or when the one that is tried is over; null when calls are made.',
  })
  readonly retryAt!: Date | null;

  @Field(() => Float, { description: 'Calls that may be started per second now.' })
  readonly callsPerSecond!: number;

  static of({ account, standing, callsPerSecond }: NamedStanding & { callsPerSecond: number }): CarrierAccountModel {
    const { state, since, reason, retryAt } = standing;
    return Object.assign(new CarrierAccountModel(), { account, state, since, reason, retryAt, callsPerSecond });
  }
}
