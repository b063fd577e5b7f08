import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { MoneyModel } from '../../platform/graphql/money.model';
import { DateTimeScalar } from '../../platform/graphql/scalars';
import { SPEND_CURRENCY } from '../progress/progress-reader.service';
import type { ArmFigures, ExperimentReport } from './experiment-reader.service';
import { type Rivalry, VERDICTS, type Verdict } from './verdict';

export const VerdictEnum: Readonly<Record<string, Verdict>> = Object.fromEntries(VERDICTS.map((name) => [name, name]));
registerEnumType(VerdictEnum, {
  name: 'ExperimentVerdict',
  description: 'What an experiment says so far.',
  valuesMap: {
    TOO_FEW: { description: 'Some agent has too few results to say anything.' },
    NO_DIFFERENCE_YET: { description: 'What is seen may well be chance; more people may show a difference.' },
    REAL: {
      description:
        'The leading agent is better than each of the others; wrong once in twenty, however often one looks.',
    },
  },
});

@ObjectType('CampaignAgent', { description: 'An agent that a campaign names.' })
export class CampaignAgentModel {
  @Field(() => ID, { description: 'The agent.' })
  readonly agentId!: string;

  @Field(() => Int, { description: 'Its weight beside the others.' })
  readonly share!: number;
}

@ObjectType('ExperimentArm', {
  description: 'The people chance gave to an agent, counted here whoever spoke to them afterwards.',
})
export class ExperimentArmModel {
  @Field(() => ID, { description: 'The agent.' })
  readonly agentId!: string;

  @Field(() => Int, { description: 'Its weight beside the others.' })
  readonly share!: number;

  @Field(() => Boolean, { description: 'Whether the agent is active; its people get another one when it is not.' })
  readonly isActive!: boolean;

  @Field(() => Boolean, { description: 'Whether the agent speaks otherwise now than when the experiment began.' })
  readonly hasChanged!: boolean;

  @Field(() => Int, { description: 'People.' })
  readonly people!: number;

  @Field(() => Int, { description: 'People whose result is known.' })
  readonly settled!: number;

  @Field(() => Int, { description: 'Calls to them, retries included.' })
  readonly calls!: number;

  @Field(() => Int, { description: 'People who picked up at least once.' })
  readonly connected!: number;

  @Field(() => Int, { description: 'People who qualified.' })
  readonly qualified!: number;

  @Field(() => Int, { description: 'People who asked not to be contacted.' })
  readonly optedOut!: number;

  @Field(() => Float, { nullable: true, description: 'Qualified people of those whose result is known, 0 to 1.' })
  readonly rate!: number | null;

  @Field(() => Int, { description: 'Seconds of talk.' })
  readonly talkSeconds!: number;

  @Field(() => MoneyModel, { description: 'What the calls have cost so far, as far as the carrier has said.' })
  readonly cost!: MoneyModel;

  static of({ costMicros, ...arm }: ArmFigures): ExperimentArmModel {
    const rate = arm.settled === 0 ? null : arm.qualified / arm.settled;
    return Object.assign(new ExperimentArmModel(), arm, { rate, cost: MoneyModel.of(costMicros, SPEND_CURRENCY) });
  }
}

@ObjectType('ArmComparison', {
  description:
    'The leading agent beside another one. Always valid: one may look at it after every person and stop at any time.',
})
export class ArmComparisonModel {
  @Field(() => ID, { description: 'The other agent.' })
  readonly agentId!: string;

  @Field(() => Float, { description: 'Rate of the leading agent less that of the other, in whole blocks of people.' })
  readonly difference!: number;

  @Field(() => Float, { description: 'Lower end of the interval in which the true difference lies.' })
  readonly low!: number;

  @Field(() => Float, { description: 'Upper end of that interval.' })
  readonly high!: number;

  @Field(() => Float, { description: 'Chance of evidence this strong, ever, between two agents of the same worth.' })
  readonly pValue!: number;

  @Field(() => Boolean, { description: 'Whether the leading agent is better, all comparisons being allowed for.' })
  readonly isReal!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'About how many more results of each agent it may take to tell them apart; null while they are equal.',
  })
  readonly peopleNeeded!: number | null;

  static of({ agentId, difference, interval, pValue, isReal, ...rivalry }: Rivalry): ArmComparisonModel {
    const needed = rivalry.peopleNeeded;
    const peopleNeeded = needed === null ? null : Math.min(needed, MOST_PEOPLE);
    const told = { agentId, difference, ...interval, pValue, isReal, peopleNeeded };
    return Object.assign(new ArmComparisonModel(), told);
  }
}

/** Beyond this a number of people means: never. */
const MOST_PEOPLE = 1_000_000_000;

@ObjectType('CampaignExperiment', { description: 'A comparison of agents between whom new people are split.' })
export class CampaignExperimentModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => ID, { description: 'The campaign.' })
  readonly campaignId!: string;

  @Field(() => DateTimeScalar, { description: 'When these agents got these shares.' })
  readonly startedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When agents or shares changed; null while it goes on.' })
  readonly endedAt!: Date | null;

  @Field(() => [ExperimentArmModel], { description: 'The agents and what became of their people.' })
  readonly arms!: readonly ExperimentArmModel[];

  @Field(() => ID, { nullable: true, description: 'The agent with the best rate so far; null while nobody qualified.' })
  readonly leaderAgentId!: string | null;

  @Field(() => VerdictEnum, { description: 'What it says so far.' })
  readonly verdict!: Verdict;

  @Field(() => [ArmComparisonModel], { description: 'The leading agent beside each of the others.' })
  readonly comparisons!: readonly ArmComparisonModel[];

  static of({ arms, rivalries, ...report }: ExperimentReport): CampaignExperimentModel {
    return Object.assign(new CampaignExperimentModel(), report, {
      arms: arms.map((arm) => ExperimentArmModel.of(arm)),
      comparisons: rivalries.map((rivalry) => ArmComparisonModel.of(rivalry)),
    });
  }
}
