import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { LeadTemperatureEnum } from '../../leads/lead-enums';
import type { LeadTemperature } from '../../leads/lead-temperature';
import { DateTimeScalar, JsonScalar } from '../../platform/graphql/scalars';
import type { FieldValue } from '../rules/criterion';
import type { NextAction } from '../rules/outcome';
import type { AssessmentFact } from './assessment-fact.entity';
import type { Assessment, AssessmentStatus } from './assessment.entity';

export const AssessmentStatusEnum = { PENDING: 'PENDING', COMPLETED: 'COMPLETED' } as const;
registerEnumType(AssessmentStatusEnum, {
  name: 'AssessmentStatus',
  description: 'Whether a conversation has been assessed.',
  valuesMap: {
    PENDING: { description: 'Not yet; tried again until a model answers.' },
    COMPLETED: { description: 'Assessed.' },
  },
});

export const NextActionEnum = {
  SCHEDULE_DEMO: 'SCHEDULE_DEMO',
  SEND_PROPOSAL: 'SEND_PROPOSAL',
  NURTURE: 'NURTURE',
  HUMAN_HANDOFF: 'HUMAN_HANDOFF',
  CLOSE: 'CLOSE',
} as const;
registerEnumType(NextActionEnum, {
  name: 'NextAction',
  description: 'What to do next with a lead.',
  valuesMap: {
    SCHEDULE_DEMO: { description: 'Arrange a meeting or a visit.' },
    SEND_PROPOSAL: { description: 'Send an offer.' },
    NURTURE: { description: 'Stay in touch.' },
    HUMAN_HANDOFF: { description: 'Let a person take over.' },
    CLOSE: { description: 'Nothing more.' },
  },
});

export const FactStatusEnum = {
  STATED: 'STATED',
  IMPLIED: 'IMPLIED',
  REFUSED: 'REFUSED',
  NOT_MENTIONED: 'NOT_MENTIONED',
} as const;
registerEnumType(FactStatusEnum, {
  name: 'FactStatus',
  description: 'How a fact came up.',
  valuesMap: {
    STATED: { description: 'The lead said it.' },
    IMPLIED: { description: 'It follows from what the lead said.' },
    REFUSED: { description: 'The lead would not say.' },
    NOT_MENTIONED: { description: 'It did not come up.' },
  },
});

@ObjectType('AssessmentFact', {
  description: 'One thing a conversation told about the lead, and the words it rests on.',
})
export class AssessmentFactModel {
  @Field(() => String, { description: 'What it is about, for example budget.' })
  readonly field!: string;

  @Field(() => FactStatusEnum, { description: 'How it came up.' })
  readonly status!: AssessmentFact['status'];

  @Field(() => JsonScalar, {
    nullable: true,
    description: 'A text, number, truth value or list; null unless verified.',
  })
  readonly value!: FieldValue | null;

  @Field(() => String, { nullable: true, description: 'The value in the words it was spoken in.' })
  readonly raw!: string | null;

  @Field(() => String, { nullable: true, description: 'The lead’s words it rests on.' })
  readonly quote!: string | null;

  @Field(() => Int, { nullable: true, description: 'The turn of the conversation in which the words were found.' })
  readonly turnSeq!: number | null;

  @Field(() => Float, { nullable: true, description: 'How good the evidence is, 0 to 1; null without any.' })
  readonly confidence!: number | null;

  @Field(() => Boolean, {
    description: 'True when the words are in the record and bear the value; only then does it count.',
  })
  readonly verified!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Why it does not count: WRONG_TYPE, EVIDENCE_NOT_FOUND, VALUE_NOT_IN_QUOTE, INSTRUCTION_NOT_CLAIM or OFFER_NOT_SHOWN.',
  })
  readonly rejection!: string | null;

  static of(fact: AssessmentFact): AssessmentFactModel {
    const { field, status, value, raw, quote, turnSeq, confidence, verified, rejection } = fact;
    return Object.assign(new AssessmentFactModel(), {
      field,
      status,
      value,
      raw,
      quote,
      turnSeq,
      confidence,
      verified,
      rejection,
    });
  }
}

@ObjectType('Assessment', { description: 'What one conversation showed about its lead.' })
export class AssessmentModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => ID, { description: 'The lead.' })
  readonly leadId!: string;

  @Field(() => ID, { description: 'The call.' })
  readonly callId!: string;

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
      ...shown
    } = assessment;
    return Object.assign(new AssessmentModel(), shown);
  }
}
