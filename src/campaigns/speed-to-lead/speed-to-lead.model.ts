import { ArgsType, Field, Float, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { DateTimeScalar } from '../../platform/graphql/scalars';
import { SPEED_PERIODS, type SpeedFigures, type SpeedPeriod } from './speed-reader.service';
import type { SpeedTarget } from './speed-target.entity';

const DAY_S = 86_400;
const LONGEST_SOURCE = 100;

export const SpeedPeriodEnum: Readonly<Record<string, SpeedPeriod>> = Object.fromEntries(
  SPEED_PERIODS.map((period) => [period, period]),
);
registerEnumType(SpeedPeriodEnum, {
  name: 'SpeedPeriod',
  description: 'The time up to now; leads belong to it by when they came.',
  valuesMap: {
    LAST_HOUR: { description: 'The last 60 minutes.' },
    LAST_DAY: { description: 'The last 24 hours.' },
    LAST_WEEK: { description: 'The last 7 days.' },
    LAST_MONTH: { description: 'The last 30 days.' },
  },
});

@ArgsType()
export class SpeedToLeadArgs {
  @Field(() => SpeedPeriodEnum, { description: 'Leads that came in this time.' })
  @IsIn(SPEED_PERIODS)
  period!: SpeedPeriod;

  @Field(() => String, { nullable: true, description: 'Leads of this source only.' })
  @IsOptional()
  @IsString()
  @Length(1, LONGEST_SOURCE)
  source?: string | null;
}

@InputType({ description: 'How fast leads of a source are to be called.' })
export class SpeedTargetInput {
  @Field(() => String, { description: 'Source of the leads, for example WEB_FORM.' })
  @IsString()
  @Length(1, LONGEST_SOURCE)
  source!: string;

  @Field(() => Int, { description: 'Seconds within the calling hours until the carrier is asked, 1 to 86400.' })
  @IsInt()
  @Min(1)
  @Max(DAY_S)
  seconds!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'How many of a hundred leads must be called so fast; 95 when absent.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(99)
  percentile?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Seconds within the calling hours after which one waiting lead is reason enough for an alert.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(DAY_S)
  maxWaitSeconds?: number | null;
}

@ObjectType('SpeedTarget', { description: 'How fast leads of a source are to be called.' })
export class SpeedTargetModel {
  @Field(() => String, { description: 'Source of the leads.' })
  readonly source!: string;

  @Field(() => Int, { description: 'Seconds within the calling hours until the carrier is asked.' })
  readonly seconds!: number;

  @Field(() => Int, { description: 'How many of a hundred leads must be called so fast.' })
  readonly percentile!: number;

  @Field(() => Int, { nullable: true, description: 'Seconds after which one waiting lead is reason for an alert.' })
  readonly maxWaitSeconds!: number | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Since when the last leads, up to 50 and at least 20, miss it; null while it is met.',
  })
  readonly missedSince!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Since when a lead waits too long; null while none does.',
  })
  readonly waitingSince!: Date | null;

  static of({ tenantId: _tenant, updatedAt: _updated, ...target }: SpeedTarget): SpeedTargetModel {
    return Object.assign(new SpeedTargetModel(), target);
  }
}

@ObjectType('SpeedSeconds', { description: 'Seconds that half, and 95 of a hundred, of the leads waited at most.' })
export class SpeedSecondsModel {
  @Field(() => Float, { description: 'Half of them.' })
  readonly p50!: number;

  @Field(() => Float, { description: '95 of a hundred.' })
  readonly p95!: number;

  static of(p50: number | null, p95: number | null): SpeedSecondsModel | null {
    return p50 === null || p95 === null ? null : Object.assign(new SpeedSecondsModel(), { p50, p95 });
  }
}

@ObjectType('SpeedToLead', {
  description:
    'How fast new leads of a source were called, of projects that call them at once; imported leads and those mapped later left out.',
})
export class SpeedToLeadModel {
  @Field(() => String, { description: 'Where the leads come from.' })
  readonly source!: string;

  @Field(() => Int, { description: 'Leads that came.' })
  readonly leads!: number;

  @Field(() => Int, { description: 'Leads for whom the carrier was asked.' })
  readonly asked!: number;

  @Field(() => Int, { description: 'Leads who answered, machines left out.' })
  readonly answered!: number;

  @Field(() => Int, { description: 'Leads who still wait for their first call.' })
  readonly waiting!: number;

  @Field(() => Int, { description: 'Leads that came outside the hours in which they may be called.' })
  readonly outsideHours!: number;

  @Field(() => SpeedSecondsModel, {
    nullable: true,
    description: 'From receipt until the carrier was asked; null while nobody was called.',
  })
  readonly toAsk!: SpeedSecondsModel | null;

  @Field(() => SpeedSecondsModel, { nullable: true, description: 'The part of it within the calling hours.' })
  readonly toAskWithinHours!: SpeedSecondsModel | null;

  @Field(() => SpeedSecondsModel, {
    nullable: true,
    description: 'From receipt until the person answered; null while nobody has.',
  })
  readonly toAnswer!: SpeedSecondsModel | null;

  @Field(() => SpeedTargetModel, { nullable: true, description: 'The target of the source, if it has one.' })
  readonly target!: SpeedTargetModel | null;

  static of(figures: SpeedFigures): SpeedToLeadModel {
    const { source, targetSeconds: seconds, targetPercentile: percentile } = figures;
    const { maxWaitSeconds, missedSince, waitingSince } = figures;
    const target = { source, seconds, percentile, maxWaitSeconds, missedSince, waitingSince };
    const { leads, asked, answered, waiting, outsideHours } = figures;
    return Object.assign(new SpeedToLeadModel(), {
      source,
      leads,
      asked,
      answered,
      waiting,
      outsideHours,
      toAsk: SpeedSecondsModel.of(figures.askedP50, figures.askedP95),
      toAskWithinHours: SpeedSecondsModel.of(figures.openP50, figures.openP95),
      toAnswer: SpeedSecondsModel.of(figures.answeredP50, figures.answeredP95),
      target: seconds === null ? null : Object.assign(new SpeedTargetModel(), target),
    });
  }
}
