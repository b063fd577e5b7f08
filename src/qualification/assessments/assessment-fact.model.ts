import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { SpeakerEnum } from '../../conversations/turn.model';
import { JsonScalar } from '../../platform/graphql/scalars';
import type { FactQuote } from '../evidence/verify-facts';
import type { FieldValue } from '../rules/criterion';
import type { AssessmentFact } from './assessment-fact.entity';

export const FactStatusEnum = {
  STATED: 'STATED',
  IMPLIED: 'IMPLIED',
  ACCEPTED_OFFER: 'ACCEPTED_OFFER',
  REFUSED: 'REFUSED',
  NOT_MENTIONED: 'NOT_MENTIONED',
} as const;
registerEnumType(FactStatusEnum, {
  name: 'FactStatus',
  description: 'How a fact came up.',
  valuesMap: {
    STATED: { description: 'The lead said it.' },
    IMPLIED: { description: 'It follows from what the lead said.' },
    ACCEPTED_OFFER: { description: 'We named it and the lead agreed.' },
    REFUSED: { description: 'The lead would not say.' },
    NOT_MENTIONED: { description: 'It did not come up.' },
  },
});

@ObjectType('SpokenMoney', { description: 'A sum of money as somebody spoke of it.' })
export class SpokenMoneyModel {
  @Field(() => Float, { description: 'Its lower end.' })
  readonly min!: number;

  @Field(() => Float, { description: 'Its upper end; the same unless a range was named.' })
  readonly max!: number;

  @Field(() => String, { nullable: true, description: 'ISO 4217; null where the words leave it open.' })
  readonly currency!: string | null;
}

@ObjectType('FactQuote', { description: 'Words of a conversation that a fact rests on.' })
export class FactQuoteModel {
  @Field(() => Int, { description: 'The turn they stand in.' })
  readonly turn!: number;

  @Field(() => SpeakerEnum, { description: 'Who said them.' })
  readonly speaker!: FactQuote['speaker'];

  @Field(() => String, { description: 'The words.' })
  readonly text!: string;
}

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

  @Field(() => SpokenMoneyModel, { nullable: true, description: 'Range and currency, where it is a sum of money.' })
  readonly money!: SpokenMoneyModel | null;

  @Field(() => String, { nullable: true, description: 'The value in the words it was spoken in.' })
  readonly raw!: string | null;

  @Field(() => String, { nullable: true, description: 'The lead’s words it rests on.' })
  readonly quote!: string | null;

  @Field(() => [FactQuoteModel], {
    description: 'The words as they stand in the record, ours first where the lead took up an offer.',
  })
  readonly quotes!: readonly FactQuoteModel[];

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
      'Why it does not count: WRONG_TYPE, EVIDENCE_NOT_FOUND, VALUE_NOT_IN_QUOTE, INSTRUCTION_NOT_CLAIM, OFFER_NOT_SHOWN or AMOUNT_UNCLEAR.',
  })
  readonly rejection!: string | null;

  static of({ tenantId: _tenant, assessmentId: _assessment, ...shown }: AssessmentFact): AssessmentFactModel {
    return Object.assign(new AssessmentFactModel(), shown);
  }
}
