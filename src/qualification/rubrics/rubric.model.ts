import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Connection } from '../../platform/graphql/connection';
import { RefusalModel, unionOf } from '../../platform/graphql/refusal.model';
import { DateTimeScalar, JsonScalar } from '../../platform/graphql/scalars';
import type { Criterion } from '../rules/criterion';
import { RubricNameTakenError } from './rubrics.errors';
import type { Rubric } from './rubric.entity';

@ObjectType('Criterion', { description: 'One question a rubric asks of what a person said.' })
export class CriterionModel implements Criterion {
  @Field(() => String, { description: 'The fact it looks at, for example budget or pain_points.' })
  readonly field!: string;

  @Field(() => String, {
    description: 'One of >= > <= < == != in not_in contains contains_any contains_all between exists.',
  })
  readonly operator!: Criterion['operator'];

  @Field(() => JsonScalar, { nullable: true, description: 'What it compares with; null for exists.' })
  readonly value!: Criterion['value'];

  @Field(() => Float, { description: 'What meeting it counts, in proportion to the other weights.' })
  readonly weight!: number;

  @Field(() => Boolean, { description: 'Nobody is qualified without it, whatever the score.' })
  readonly required: boolean = false;
}

@ObjectType('Rubric', { description: 'Criteria by which conversations are scored: 100 x met weight / total weight.' })
export class RubricModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => String, { description: 'What people call it.' })
  readonly name!: string;

  @Field(() => Int, { description: 'Counts the times it was saved, from 1.' })
  readonly version!: number;

  @Field(() => [CriterionModel], { description: 'The criteria.' })
  readonly criteria!: readonly CriterionModel[];

  @Field(() => Float, { description: 'Score, 0 to 100, from which a lead is qualified.' })
  readonly minScore!: number;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last saved.' })
  readonly updatedAt!: Date;

  static of(rubric: Rubric): RubricModel {
    return Object.assign(new RubricModel(), {
      id: rubric.id,
      name: rubric.name,
      version: rubric.version,
      criteria: rubric.criteria.map((criterion) => Object.assign(new CriterionModel(), criterion)),
      minScore: rubric.minScore,
      createdAt: rubric.createdAt,
      updatedAt: rubric.updatedAt,
    });
  }
}

@ObjectType({ description: 'A list of rubrics.' })
export class RubricConnection extends Connection(RubricModel) {}

@ObjectType('RubricNameTaken', { implements: () => RefusalModel, description: 'Another rubric has this name.' })
export class RubricNameTaken extends RefusalModel {
  readonly code = 'RUBRIC_NAME_TAKEN';
  readonly message = new RubricNameTakenError().message;
}

export const SaveRubricResult = unionOf('SaveRubricResult', RubricModel, RubricNameTaken);
export type SaveRubricResult = typeof SaveRubricResult;
