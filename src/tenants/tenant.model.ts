import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Connection } from '../platform/graphql/connection';
import { TimeZoneScalar } from '../platform/graphql/scalars';
import type { MissedCallPolicy, Tenant, TenantStatus } from './tenant.entity';

export const TenantStatusEnum = { ACTIVE: 'ACTIVE', PAUSED: 'PAUSED' } as const satisfies Record<
  TenantStatus,
  TenantStatus
>;

registerEnumType(TenantStatusEnum, {
  name: 'TenantStatus',
  description: 'Whether calls may be made for a company.',
  valuesMap: {
    ACTIVE: { description: 'Calls are made.' },
    PAUSED: { description: 'Nothing is dialed; members still read and change their data.' },
  },
});

export const MissedCallPolicyEnum = {
  NONE: 'NONE',
  TEXT_BACK: 'TEXT_BACK',
  CALL_BACK: 'CALL_BACK',
} as const satisfies Record<MissedCallPolicy, MissedCallPolicy>;

registerEnumType(MissedCallPolicyEnum, {
  name: 'MissedCallPolicy',
  description: 'What follows a call of a person that nobody took.',
  valuesMap: {
    NONE: { description: 'Nothing: it is recorded.' },
    TEXT_BACK: { description: 'One text, if the calling rules allow it.' },
    CALL_BACK: { description: 'A call back as soon as the calling rules allow it.' },
  },
});

@ObjectType('Tenant', { description: 'A client company.' })
export class TenantModel {
  @Field(() => ID, { description: 'Id of the company.' })
  readonly id!: string;

  @Field(() => String, { description: 'Name of the company.' })
  readonly name!: string;

  @Field(() => String, { description: 'Short unique name for addresses: lower case letters, digits and hyphens.' })
  readonly slug!: string;

  @Field(() => TenantStatusEnum, { description: 'Whether calls may be made for it.' })
  readonly status!: TenantStatus;

  @Field(() => String, { description: 'ISO 3166-1 alpha-2 country in which national phone numbers are read.' })
  readonly defaultCountry!: string;

  @Field(() => TimeZoneScalar, { description: 'Zone in which days and months of reports and budgets are counted.' })
  readonly timeZone!: string;

  @Field(() => String, { description: 'ISO 4217 currency of amounts that name none.' })
  readonly currency!: string;

  @Field(() => Int, { description: 'Most calls that may be live at one moment.' })
  readonly maxConcurrentCalls!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Most calls on one day of its time zone, all campaigns together; null: no limit.',
  })
  readonly dailyCallLimit!: number | null;

  @Field(() => Int, {
    description: 'Calls at once it gets before other companies get more than theirs; those it does not need are lent.',
  })
  readonly guaranteedCalls!: number;

  @Field(() => Int, { description: 'Its weight beside the other companies while calls are short.' })
  readonly dialingShare!: number;

  @Field(() => Int, { description: 'Minutes after a person’s last message in which nobody calls them.' })
  readonly conversationHoldMinutes!: number;

  @Field(() => MissedCallPolicyEnum, { description: 'What follows a call of a person that nobody took.' })
  readonly missedCallPolicy!: MissedCallPolicy;

  @Field(() => String, { nullable: true, description: 'What a text back says; null: what the program says.' })
  readonly missedCallText!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'How its agents sound, in its own words; null: as each agent is told.',
  })
  readonly brandVoice!: string | null;

  @Field(() => Date, { description: 'When the company was created.' })
  readonly createdAt!: Date;

  static of(tenant: Tenant): TenantModel {
    const { id, name, slug, status, defaultCountry, timeZone, currency, brandVoice, createdAt } = tenant;
    const { maxConcurrentCalls, dailyCallLimit, guaranteedCalls, dialingShare } = tenant;
    const { conversationHoldMinutes, missedCallPolicy, missedCallText } = tenant;
    return Object.assign(new TenantModel(), {
      id,
      name,
      slug,
      status,
      defaultCountry,
      timeZone,
      currency,
      maxConcurrentCalls,
      dailyCallLimit,
      guaranteedCalls,
      dialingShare,
      conversationHoldMinutes,
      missedCallPolicy,
      missedCallText,
      brandVoice,
      createdAt,
    } satisfies TenantModel);
  }
}

@ObjectType({ description: 'A page of companies.' })
export class TenantConnection extends Connection(TenantModel) {}
