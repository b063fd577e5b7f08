import { Field, Float, ID, InputType } from '@nestjs/graphql';
import { IsNotEmpty, IsNumber, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { IsId } from '../../platform/graphql/is-id.decorator';
import { JsonScalar } from '../../platform/graphql/scalars';

/** Checked as a whole by `checkCriteria`, which names the place of a mistake. */
@InputType({ description: 'One question asked of what a person said.' })
export class CriterionInput {
  @Field(() => String, {
    description:
      'The fact it looks at: budget, timeline, decision_maker, pain_points, service_interest, location, urgency, or one of your own in small letters and underscores.',
  })
  field!: string;

  @Field(() => String, {
    description: 'One of >= > <= < == != in not_in contains contains_any contains_all between exists.',
  })
  operator!: string;

  @Field(() => JsonScalar, {
    nullable: true,
    description:
      'A number for >= > <= <; two numbers for between; for money also {amount, currency}, perhaps with {rates}: what one unit of another currency is worth; a list for in, not_in, contains_any, contains_all; a text for contains; absent for exists.',
  })
  value?: unknown;

  @Field(() => Float, { description: 'Above 0 and at most 1,000,000; counts in proportion to the other weights.' })
  weight!: number;

  @Field(() => Boolean, { nullable: true, description: 'Nobody is qualified without it, whatever the score.' })
  required?: boolean | null;
}

@InputType({ description: 'A new rubric, or the next version of one.' })
export class SaveRubricInput {
  @Field(() => ID, { nullable: true, description: 'The rubric to change; a new one is made when absent.' })
  @IsOptional()
  @IsId()
  id?: string | null;

  @Field(() => String, { description: 'What people call it, up to 200 characters, unlike any other.' })
  @IsNotEmpty({ message: 'must not be empty' })
  @MaxLength(200, { message: 'must have at most 200 characters' })
  name!: string;

  @Field(() => [CriterionInput], { description: '1 to 30 criteria.' })
  criteria!: CriterionInput[];

  @Field(() => Float, { defaultValue: 70, description: 'Score, 0 to 100, from which a lead is qualified.' })
  @IsNumber({}, { message: 'must be a number' })
  @Min(0, { message: 'must be at least 0' })
  @Max(100, { message: 'must be at most 100' })
  minScore: number = 70;
}
