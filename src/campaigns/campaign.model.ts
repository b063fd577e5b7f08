import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Connection } from '../platform/graphql/connection';
import { MoneyModel } from '../platform/graphql/money.model';
import { DateTimeScalar, JsonScalar, PhoneNumberScalar } from '../platform/graphql/scalars';
import { CampaignKindEnum, CampaignPurposeEnum, CampaignStatusEnum, PauseReasonEnum } from './campaign.enums';
import type { Campaign, CampaignKind, CampaignPurpose } from './campaign.entity';
import type { ProgressSnapshot } from './campaigns.topics';
import type { CampaignStatus, PauseReason } from './rules/campaign-status';

@ObjectType('Campaign', { description: 'A set of leads and the policy to call them.' })
export class CampaignModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => CampaignKindEnum, { description: 'Whether it ends with its last lead.' })
  readonly kind!: CampaignKind;

  @Field(() => CampaignPurposeEnum, { description: 'Why people are called.' })
  readonly purpose!: CampaignPurpose;

  @Field(() => String, { description: 'What people call it.' })
  readonly name!: string;

  @Field(() => ID, { description: 'The project it sells.' })
  readonly projectId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The criteria its calls are scored by; null for the standard rubric.',
  })
  readonly rubricId!: string | null;

  @Field(() => CampaignStatusEnum, { description: 'Where it stands.' })
  readonly status!: CampaignStatus;

  @Field(() => PauseReasonEnum, { nullable: true, description: 'Why it is paused, when it is.' })
  readonly pauseReason!: PauseReason | null;

  @Field(() => String, { description: 'Guidance for its agents.' })
  readonly guidance!: string;

  @Field(() => PhoneNumberScalar, {
    nullable: true,
    description: 'Number its calls come from; null for the carrier account’s own.',
  })
  readonly fromNumber!: string | null;

  @Field(() => JsonScalar, {
    description: 'Calling hours per weekday: [start, end], null when closed, absent for the legal window.',
  })
  readonly callingWindows!: object;

  @Field(() => Int, { description: 'Attempts per lead.' })
  readonly maxAttempts!: number;

  @Field(() => Int, { description: 'Calls at once.' })
  readonly maxConcurrentCalls!: number;

  @Field(() => Int, { description: 'Calls per day of the tenant.' })
  readonly dailyCallLimit!: number;

  @Field(() => Int, { description: 'Weight among the campaigns of the company while its calls are short.' })
  readonly share!: number;

  @Field(() => Int, { description: 'Seconds a phone rings.' })
  readonly ringTimeoutSeconds!: number;

  @Field(() => Int, { description: 'Longest call, in seconds.' })
  readonly maxCallSeconds!: number;

  @Field(() => String, {
    nullable: true,
    description: 'What is texted, once, to who was not reached by the last attempt; null for nothing.',
  })
  readonly fallbackText!: string | null;

  /** What it says itself; `retryPolicy` is shown with the company’s beneath. */
  readonly ownRetryPolicy!: object;

  @Field(() => Boolean, { description: 'Whether it makes one call at a time, to see whether calls succeed again.' })
  readonly isProbing!: boolean;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it tries again after its failures, or since when it tries; null when it has none.',
  })
  readonly probeAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it first became active.' })
  readonly startedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it completed or was stopped.' })
  readonly endedAt!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt!: Date;

  static of(campaign: Campaign): CampaignModel {
    const { tenantId: _tenant, deletedAt: _deleted, updatedAt: _updated, retryPolicy, ...shown } = campaign;
    return Object.assign(new CampaignModel(), { ...shown, ownRetryPolicy: retryPolicy });
  }
}

@ObjectType('CampaignConnection', { description: 'A page of campaigns.' })
export class CampaignConnection extends Connection(CampaignModel) {}

@ObjectType('CampaignProgress', { description: 'How far a campaign is; counts are leads unless they say calls.' })
export class CampaignProgressModel {
  @Field(() => ID, { description: 'The campaign.' })
  readonly campaignId!: string;

  @Field(() => CampaignStatusEnum, { description: 'Where it stands.' })
  readonly status!: CampaignStatus;

  @Field(() => PauseReasonEnum, { nullable: true, description: 'Why it is paused, when it is.' })
  readonly pauseReason!: PauseReason | null;

  @Field(() => Int, { description: 'Leads enrolled.' })
  readonly total!: number;

  @Field(() => Int, { description: 'Leads not done yet.' })
  readonly remaining!: number;

  @Field(() => Int, { description: 'Leads with a call under way.' })
  readonly inFlight!: number;

  @Field(() => Int, { description: 'Leads dialed at least once.' })
  readonly called!: number;

  @Field(() => Int, { description: 'Leads who picked up at least once.' })
  readonly connected!: number;

  @Field(() => Int, { description: 'Leads found qualified.' })
  readonly qualified!: number;

  @Field(() => Int, { description: 'Leads done without having been reached.' })
  readonly failed!: number;

  @Field(() => Int, { description: 'Leads who asked not to be contacted.' })
  readonly optedOut!: number;

  @Field(() => Int, { description: 'Calls placed, retries included.' })
  readonly calls!: number;

  @Field(() => Number, { description: 'Share of leads done, 0 to 100.' })
  readonly percent!: number;

  @Field(() => MoneyModel, { description: 'What the calls have cost so far, as far as the carrier has said.' })
  readonly spend!: MoneyModel;

  @Field(() => Int, { description: 'Calls placed within the last minute.' })
  readonly callsPerMinute!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the next waiting lead may be called; null when none waits or the campaign is not active.',
  })
  readonly nextDialAt!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When a count last changed.' })
  readonly updatedAt!: Date;

  static of({ spendMicros, currency, nextDialAt, updatedAt, ...snapshot }: ProgressSnapshot): CampaignProgressModel {
    const done = snapshot.total - snapshot.remaining;
    return Object.assign(new CampaignProgressModel(), {
      ...snapshot,
      percent: snapshot.total === 0 ? 0 : Math.round((1_000 * done) / snapshot.total) / 10,
      spend: MoneyModel.of(spendMicros, currency),
      nextDialAt: nextDialAt ? new Date(nextDialAt) : null,
      updatedAt: new Date(updatedAt),
    });
  }
}

@ObjectType('EnrolmentReport', { description: 'What became of leads that were to be enrolled.' })
export class EnrolmentReportModel {
  @Field(() => Int, { description: 'Newly enrolled.' })
  readonly added!: number;

  @Field(() => Int, { description: 'Enrolled before.' })
  readonly alreadyEnrolled!: number;

  @Field(() => Int, { description: 'Never to be called: bad phone, unknown location, or suppressed.' })
  readonly unreachable!: number;

  @Field(() => Int, { description: 'Ids that name no lead of this tenant.' })
  readonly unknown!: number;
}
