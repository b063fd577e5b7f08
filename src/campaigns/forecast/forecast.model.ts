import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { MoneyModel } from '../../platform/graphql/money.model';
import { DateTimeScalar } from '../../platform/graphql/scalars';
import { SPEND_CURRENCY } from '../progress/progress-reader.service';
import type { RateBasis } from './call-rates';
import type { CampaignForecast } from './forecast.service';

type NeverReason = NonNullable<CampaignForecast['neverReason']>;

const NeverReasonEnum = {
  NO_OPENING: 'NO_OPENING',
  NO_CAPACITY: 'NO_CAPACITY',
  TOO_FAR: 'TOO_FAR',
  OVER: 'OVER',
  AGENT_UNAVAILABLE: 'AGENT_UNAVAILABLE',
} as const satisfies { [R in NeverReason]: R };
registerEnumType(NeverReasonEnum, {
  name: 'ForecastNeverReason',
  description: 'Why no end can be foreseen.',
  valuesMap: {
    NO_OPENING: { description: 'Leads wait in places that never open, as far as is known: see dialingHealth.' },
    NO_CAPACITY: { description: 'Its limits allow no call at all.' },
    TOO_FAR: {
      description: 'At its limits it would take more than 120 days; no calls and no spend are foreseen then.',
    },
    OVER: { description: 'It has ended.' },
    AGENT_UNAVAILABLE: { description: 'No active agent may speak for it.' },
  },
});

const RateBasisEnum = {
  CAMPAIGN: 'CAMPAIGN',
  COMPANY: 'COMPANY',
  ASSUMED: 'ASSUMED',
} as const satisfies { [B in RateBasis]: B };
registerEnumType(RateBasisEnum, {
  name: 'ForecastBasis',
  description: 'Whose calls a forecast rests on.',
  valuesMap: {
    CAMPAIGN: { description: 'The latest calls of the campaign itself.' },
    COMPANY: { description: 'The latest calls of the company: the campaign has made too few.' },
    ASSUMED: { description: 'Nobody’s: too few calls have been made; an assumption stands in.' },
  },
});

@ObjectType('ForecastDay', { description: 'Calls expected on one day of the company.' })
export class ForecastDayModel {
  @Field(() => DateTimeScalar, { description: 'When the day begins; of the first, the moment of the forecast.' })
  readonly from!: Date;

  @Field(() => Int, { description: 'Calls.' })
  readonly calls!: number;
}

@ObjectType('CampaignForecast', {
  description:
    'What the leads of a campaign that are not done will take, from the rates of calls so far, its hours, its limits and its retries; it supposes that no other campaign wants the same room.',
})
export class CampaignForecastModel {
  @Field(() => ID, { description: 'The campaign.' })
  readonly campaignId!: string;

  @Field(() => DateTimeScalar, { description: 'When it was worked out.' })
  readonly at!: Date;

  @Field(() => Boolean, {
    description: 'Whether it is calling now; if not, this is what would be if it went on at this moment.',
  })
  readonly isActive!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is as likely through as not.' })
  readonly finishAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it is through if calls reach as few people as the calls so far allow for with 95 % confidence.',
  })
  readonly lateFinishAt!: Date | null;

  @Field(() => NeverReasonEnum, { nullable: true, description: 'Why there is no end, when there is none.' })
  readonly neverReason!: NeverReason | null;

  @Field(() => Int, { description: 'Calls still to make, retries included.' })
  readonly calls!: number;

  @Field(() => Int, { description: 'The same, in the later case.' })
  readonly lateCalls!: number;

  @Field(() => MoneyModel, { description: 'What these calls will cost at the carrier.' })
  readonly spend!: MoneyModel;

  @Field(() => Int, { description: 'Minutes these calls will be on the line, ringing included.' })
  readonly lineMinutes!: number;

  @Field(() => [ForecastDayModel], { description: 'Calls by day, at most the first 31 days.' })
  readonly days!: readonly ForecastDayModel[];

  @Field(() => RateBasisEnum, { description: 'Whose outcomes and lengths of calls it rests on.' })
  readonly basis!: RateBasis;

  @Field(() => RateBasisEnum, { description: 'Whose prices it rests on.' })
  readonly costBasis!: RateBasis;

  @Field(() => Float, { description: 'Share of calls that end what the lead was called for, 0 to 1.' })
  readonly reachedShare!: number;

  @Field(() => Float, { description: 'Mean seconds of a call, ringing included.' })
  readonly secondsPerCall!: number;

  static of({ moment, rates, spendMicros, days, ...told }: CampaignForecast): CampaignForecastModel {
    const nobody = ['NO_ANSWER', 'VOICEMAIL', 'BUSY', 'FAILED'] as const;
    const missed = nobody.reduce((sum, outcome) => sum + (rates.shares.get(outcome) ?? 0), 0);
    return Object.assign(new CampaignForecastModel(), {
      ...told,
      at: moment,
      spend: MoneyModel.of(spendMicros, SPEND_CURRENCY),
      days: days.slice(0, MOST_DAYS).map((day) => Object.assign(new ForecastDayModel(), day)),
      basis: rates.basis,
      costBasis: rates.costBasis,
      reachedShare: Math.max(0, 1 - missed),
      secondsPerCall: rates.secondsPerCall,
    });
  }
}

const MOST_DAYS = 31;
