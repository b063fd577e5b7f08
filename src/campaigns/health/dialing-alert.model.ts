import { ArgsType, Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import { Connection, PageArgs } from '../../platform/graphql/connection';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { DateTimeScalar } from '../../platform/graphql/scalars';
import { ALERT_KINDS, type AlertKind, type DialingAlert } from './dialing-alert.entity';
import type { AlertNews } from './dialing-alerts.topic';

const AlertKindEnum = Object.fromEntries(ALERT_KINDS.map((kind) => [kind, kind])) as Record<AlertKind, AlertKind>;
registerEnumType(AlertKindEnum, {
  name: 'DialingAlertKind',
  description: 'What needs a look.',
  valuesMap: {
    CAMPAIGN_PAUSED: { description: 'The program has paused a campaign whose calls fail.' },
    CAMPAIGN_PROBING: { description: 'A campaign paused for its failures tries one call at a time.' },
    CAMPAIGN_RECOVERED: { description: 'The trial succeeded: the campaign calls at full speed again.' },
    CARRIER_DOWN: {
      description: 'The carrier takes no calls from the account; nobody is dialed, and nothing is lost.',
    },
    CARRIER_SLOWED: { description: 'The carrier says the account asks too often; calls start slower for a while.' },
    CARRIER_RECOVERED: { description: 'The carrier takes calls again.' },
    SPEED_TO_LEAD_MISSED: { description: 'New leads of a source were called later than promised.' },
    CALL_STUCK: { description: 'Nobody can tell whether a call was made; its person is not called meanwhile.' },
  },
});

@ObjectType('DialingAlert', { description: 'Something about dialing that somebody should look at.' })
export class DialingAlertModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => AlertKindEnum, { description: 'What needs a look.' })
  readonly kind!: AlertKind;

  @Field(() => String, { nullable: true, description: 'Why, as a code, where there is one to say.' })
  readonly reason!: string | null;

  @Field(() => ID, { nullable: true, description: 'The campaign it is about; null for all of them, or none.' })
  readonly campaignId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The call it is about.' })
  readonly callId!: string | null;

  @Field(() => String, { nullable: true, description: 'The source of leads it is about.' })
  readonly source!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it happened.' })
  readonly at!: Date;

  static of({ id, kind, reason, campaignId, callId, source, at }: DialingAlert | AlertNews): DialingAlertModel {
    return Object.assign(new DialingAlertModel(), {
      id,
      kind: kind as AlertKind,
      reason,
      campaignId,
      callId,
      source,
      at: new Date(at),
    });
  }
}

@ObjectType('DialingAlertConnection', { description: 'A page of alerts.' })
export class DialingAlertConnection extends Connection(DialingAlertModel) {}

@ArgsType()
export class DialingAlertsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Those about this campaign; all when absent.' })
  @IsOptional()
  @IsId()
  campaignId?: string | null;
}
