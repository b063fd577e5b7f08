import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { LeadTemperatureEnum } from '../../leads/lead-enums';
import type { LeadTemperature } from '../../leads/lead-temperature';
import { DateTimeScalar } from '../../platform/graphql/scalars';
import type { NextAction } from '../rules/outcome';
import type { CriterionVerdict, Decision, Verdict } from '../rules/score';
import type { Assessment, AssessmentStatus } from './assessment.entity';
import { AssessmentStatusEnum, DecisionEnum, ExtractorEnum, NextActionEnum, VerdictEnum } from './assessment-enums';
import type { Extractor } from './reading';

@ObjectType('CriterionVerdict', { description: 'One criterion of a rubric, and what became of it.' })
export class CriterionVerdictModel implements CriterionVerdict {
  @Field(() => String, { description: 'The fact it looks at.' })
  readonly field!: string;

  @Field(() => String, { description: 'How it compares.' })
  readonly operator!: CriterionVerdict['operator'];

  @Field(() => Float, { description: 'What meeting it counts, in proportion to the other weights.' })
  readonly weight!: number;

  @Field(() => Boolean, { description: 'Nobody is qualified without it.' })
  readonly required!: boolean;

  @Field(() => VerdictEnum, { description: 'What became of it.' })
  readonly verdict!: Verdict;

  @Field(() => Boolean, { description: 'Whether an answer could still meet it.' })
  readonly isOpen!: boolean;
}

@ObjectType('Assessment', { description: 'What one conversation showed about its lead.' })
export class AssessmentModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => ID, { description: 'The lead.' })
  readonly leadId!: string;

  @Field(() => ID, { nullable: true, description: 'The call; null for conversations in writing.' })
  readonly callId!: string | null;

  @Field(() => ID, { description: 'The conversation.' })
  readonly conversationId!: string;

  @Field(() => ID, { nullable: true, description: 'The campaign that called.' })
  readonly campaignId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The rubric; null for the standard one.' })
  readonly rubricId!: string | null;

  @Field(() => Int, { nullable: true, description: 'Version of the rubric it was scored by.' })
  readonly rubricVersion!: number | null;

  @Field(() => AssessmentStatusEnum, { description: 'Whether it is done.' })
  readonly status!: AssessmentStatus;

  @Field(() => Int, { description: 'How often it was tried.' })
  readonly attempts!: number;

  @Field(() => Float, { nullable: true, description: '100 x met weight / total weight; null without any evidence.' })
  readonly score!: number | null;

  @Field(() => Float, { nullable: true, description: 'Share of the weight about which something is known, 0 to 100.' })
  readonly coverage!: number | null;

  @Field(() => Float, { nullable: true, description: 'The highest score that further answers could have brought.' })
  readonly ceiling!: number | null;

  @Field(() => DecisionEnum, { nullable: true, description: 'What the rubric says by it.' })
  readonly decision!: Decision | null;

  @Field(() => [CriterionVerdictModel], {
    nullable: true,
    description: 'What became of each criterion; null for assessments of before this was kept.',
  })
  readonly verdicts!: readonly CriterionVerdictModel[] | null;

  @Field(() => LeadTemperatureEnum, {
    nullable: true,
    description: 'HOT from 70, WARM from 40, else COLD; UNSCORED without evidence.',
  })
  readonly temperature!: LeadTemperature | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the person asked to be called back; null when they did not, or named no time.',
  })
  readonly callbackAt!: Date | null;

  @Field(() => NextActionEnum, { nullable: true, description: 'What to do next.' })
  readonly nextAction!: NextAction | null;

  @Field(() => String, { nullable: true, description: 'A few sentences for the colleague who calls next.' })
  readonly notes!: string | null;

  @Field(() => String, { nullable: true, description: 'Language the lead mostly spoke.' })
  readonly language!: string | null;

  @Field(() => String, { nullable: true, description: 'The model that read the transcript; null when none had to.' })
  readonly model!: string | null;

  @Field(() => ExtractorEnum, { nullable: true, description: 'Who read the transcript; null when nobody had to.' })
  readonly extractor!: Extractor | null;

  @Field(() => String, { nullable: true, description: 'Version of the instructions it was read by.' })
  readonly extractionVersion!: string | null;

  @Field(() => Int, { description: 'Turns of the conversation that have been read.' })
  readonly turnsRead!: number;

  @Field(() => Boolean, {
    description: 'True while rules alone have read it, or the end of it; a model reads it later.',
  })
  readonly provisional!: boolean;

  @Field(() => DateTimeScalar, { description: 'When the conversation was handed in.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was assessed.' })
  readonly completedAt!: Date | null;

  static of(assessment: Assessment): AssessmentModel {
    const {
      tenantId: _tenant,
      dueAt: _due,
      leaseUntil: _lease,
      lastError: _error,
      outcomeSignal: _signal,
      turnsReadByModel: _byModel,
      upgradeDueAt: _upgrade,
      upgradeAttempts: _upgrades,
      ...shown
    } = assessment;
    return Object.assign(new AssessmentModel(), shown);
  }
}
