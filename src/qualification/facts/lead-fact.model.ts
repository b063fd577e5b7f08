import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateTimeScalar, JsonScalar } from '../../platform/graphql/scalars';
import { ExtractorEnum } from '../assessments/assessment-enums';
import { FactQuoteModel, FactStatusEnum, SpokenMoneyModel } from '../assessments/assessment-fact.model';
import type { Extractor } from '../assessments/reading';
import type { FieldValue } from '../rules/criterion';
import type { LeadFact } from './lead-fact.entity';

@ObjectType('LeadFact', { description: 'One thing known of a lead, and where it was said.' })
export class LeadFactModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => String, { description: 'What it is about, for example budget.' })
  readonly field!: string;

  @Field(() => FactStatusEnum, { description: 'How it came up.' })
  readonly status!: LeadFact['status'];

  @Field(() => JsonScalar, { nullable: true, description: 'A text, number, truth value or list; null when refused.' })
  readonly value!: FieldValue | null;

  @Field(() => SpokenMoneyModel, { nullable: true, description: 'Range and currency, where it is a sum of money.' })
  readonly money!: SpokenMoneyModel | null;

  @Field(() => [FactQuoteModel], { description: 'The words it rests on.' })
  readonly quotes!: readonly FactQuoteModel[];

  @Field(() => ID, { description: 'The conversation in which it was said.' })
  readonly conversationId!: string;

  @Field(() => Int, { description: 'The turn of it.' })
  readonly turnSeq!: number;

  @Field(() => Float, { nullable: true, description: 'How good the evidence is, 0 to 1.' })
  readonly confidence!: number | null;

  @Field(() => ExtractorEnum, { description: 'Who found it.' })
  readonly extractor!: Extractor;

  @Field(() => DateTimeScalar, { description: 'When it was said.' })
  readonly saidAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when it does not hold any more.' })
  readonly supersededAt!: Date | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The fact that holds instead; null where a better reader found none.',
  })
  readonly supersededBy!: string | null;

  static of({ tenantId: _tenant, leadId: _lead, ...shown }: LeadFact): LeadFactModel {
    return Object.assign(new LeadFactModel(), shown);
  }
}

@ObjectType('LeadFacts', { description: 'What is known of a lead over all conversations.' })
export class LeadFactsModel {
  readonly leadId!: string;
}
