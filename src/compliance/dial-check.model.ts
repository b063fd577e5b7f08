import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Connection } from '../platform/graphql/connection';
import { DateTimeScalar, JsonScalar, TimeZoneScalar } from '../platform/graphql/scalars';
import { ContactChannelEnum, ContactPurposeEnum, DialVerdictEnum } from './contact-verdict.model';
import type { DialCheck } from './dial-check.entity';

@ObjectType('DialCheck', { description: 'The receipt of one decision whether a person may be contacted.' })
export class DialCheckModel {
  @Field(() => ID, { description: 'Id of the receipt.' })
  readonly id!: string;

  @Field(() => ID, { nullable: true, description: 'The lead it was about; null for a text to somebody who is none.' })
  readonly leadId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The call it was about.' })
  readonly callId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The text it was about.' })
  readonly textId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The campaign that wanted to call.' })
  readonly campaignId!: string | null;

  @Field(() => ContactChannelEnum, { description: 'The channel it was about.' })
  readonly channel!: DialCheck['channel'];

  @Field(() => ContactPurposeEnum, { description: 'Why the person was to be contacted.' })
  readonly purpose!: DialCheck['purpose'];

  @Field(() => DialVerdictEnum, { description: 'The decision.' })
  readonly verdict!: DialCheck['verdict'];

  @Field(() => String, { description: 'Stable code of the rule that decided.' })
  readonly reason!: string;

  @Field(() => String, { description: 'The reason in a sentence for people.' })
  readonly explanation!: string;

  @Field(() => [TimeZoneScalar], { description: 'Every time zone the person may be in; all of them had to be open.' })
  readonly timeZones!: readonly string[];

  @Field(() => [String], {
    description: 'Countries and states whose rules claim the person, for example US and US-FL.',
  })
  readonly jurisdictions!: readonly string[];

  @Field(() => [String], { description: 'The rows of the rules that applied, with the day they came into force.' })
  readonly rowsApplied!: readonly string[];

  @Field(() => JsonScalar, {
    description:
      'What the decision rested on: ids of consents, counts of attempts, moments, flags. Holds nothing that names the person.',
  })
  readonly facts!: object;

  @Field(() => String, { description: 'Which rules decided.' })
  readonly rulesVersion!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'First moment the contact would be allowed; only when deferred.',
  })
  readonly nextAllowedAt!: Date | null;

  @Field(() => DateTimeScalar, { description: 'The moment that was judged.' })
  readonly decidedAt!: Date;

  static of(check: DialCheck): DialCheckModel {
    return Object.assign(new DialCheckModel(), {
      id: check.id,
      leadId: check.leadId,
      callId: check.callId,
      textId: check.textId,
      campaignId: check.campaignId,
      channel: check.channel,
      purpose: check.purpose,
      verdict: check.verdict,
      reason: check.reason,
      explanation: check.explanation,
      timeZones: check.timeZones,
      jurisdictions: check.jurisdictions,
      rowsApplied: check.rowsApplied,
      facts: check.facts,
      rulesVersion: check.rulesVersion,
      nextAllowedAt: check.nextAllowedAt,
      decidedAt: check.decidedAt,
    } satisfies DialCheckModel);
  }
}

@ObjectType({ description: 'A page of decisions.' })
export class DialCheckConnection extends Connection(DialCheckModel) {}
