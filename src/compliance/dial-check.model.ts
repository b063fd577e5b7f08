import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Connection } from '../platform/graphql/connection';
import { DateTimeScalar, TimeZoneScalar } from '../platform/graphql/scalars';
import { ContactChannelEnum, DialVerdictEnum } from './contact-verdict.model';
import type { DialCheck } from './dial-check.entity';

@ObjectType('DialCheck', { description: 'The receipt of one decision whether a person may be called.' })
export class DialCheckModel {
  @Field(() => ID, { description: 'Id of the receipt.' })
  readonly id!: string;

  @Field(() => ID, { description: 'The lead it was about.' })
  readonly leadId!: string;

  @Field(() => ID, { nullable: true, description: 'The attempt it was about.' })
  readonly callId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The campaign that wanted to call.' })
  readonly campaignId!: string | null;

  @Field(() => ContactChannelEnum, { description: 'The channel it was about.' })
  readonly channel!: string;

  @Field(() => DialVerdictEnum, { description: 'The decision.' })
  readonly verdict!: DialCheck['verdict'];

  @Field(() => String, { description: 'Stable code of the rule that decided.' })
  readonly reason!: string;

  @Field(() => String, { description: 'The reason in a sentence for people.' })
  readonly explanation!: string;

  @Field(() => [TimeZoneScalar], { description: 'Every time zone the person may be in; all of them had to be open.' })
  readonly timeZones!: readonly string[];

  @Field(() => String, { description: 'Which rules decided.' })
  readonly rulesVersion!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'First moment the call would be allowed; only when deferred.',
  })
  readonly nextAllowedAt!: Date | null;

  @Field(() => DateTimeScalar, { description: 'The moment that was judged.' })
  readonly decidedAt!: Date;

  static of(check: DialCheck): DialCheckModel {
    return Object.assign(new DialCheckModel(), {
      id: check.id,
      leadId: check.leadId,
      callId: check.callId,
      campaignId: check.campaignId,
      channel: check.channel,
      verdict: check.verdict,
      reason: check.reason,
      explanation: check.explanation,
      timeZones: check.timeZones,
      rulesVersion: check.rulesVersion,
      nextAllowedAt: check.nextAllowedAt,
      decidedAt: check.decidedAt,
    } satisfies DialCheckModel);
  }
}

@ObjectType({ description: 'A page of decisions.' })
export class DialCheckConnection extends Connection(DialCheckModel) {}
