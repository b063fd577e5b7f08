import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { DateTimeScalar } from '../../platform/graphql/scalars';
import type { Rescoring, RescoringStatus } from './rescoring.entity';

export const RescoringStatusEnum = { RUNNING: 'RUNNING', COMPLETED: 'COMPLETED', SUPERSEDED: 'SUPERSEDED' } as const;
registerEnumType(RescoringStatusEnum, {
  name: 'RescoringStatus',
  description: 'How far a rescoring is.',
  valuesMap: {
    RUNNING: { description: 'Under way.' },
    COMPLETED: { description: 'Every lead has been looked at.' },
    SUPERSEDED: { description: 'A later version of the rubric is applied instead.' },
  },
});

@ObjectType('Rescoring', { description: 'One version of a rubric on its way over all leads it applies to.' })
export class RescoringModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => ID, { description: 'The rubric.' })
  readonly rubricId!: string;

  @Field(() => Int, { description: 'The version that is applied.' })
  readonly rubricVersion!: number;

  @Field(() => RescoringStatusEnum, { description: 'How far it is.' })
  readonly status!: RescoringStatus;

  @Field(() => Int, { description: 'Leads looked at so far.' })
  readonly leadsSeen!: number;

  @Field(() => Int, { description: 'Leads whose score or temperature became another one.' })
  readonly leadsChanged!: number;

  @Field(() => DateTimeScalar, { description: 'When it began.' })
  readonly startedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  readonly endedAt!: Date | null;

  static of({ tenantId: _tenant, lastLeadId: _last, updatedAt: _updated, ...shown }: Rescoring): RescoringModel {
    return Object.assign(new RescoringModel(), shown);
  }
}
