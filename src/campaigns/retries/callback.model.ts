import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Connection } from '../../platform/graphql/connection';
import { DateTimeScalar } from '../../platform/graphql/scalars';
import type { Callback, CallbackStatus } from './callback.entity';
import { CallbackStatusEnum } from './retries.enums';

@ObjectType('Callback', { description: 'A time a person was promised to be called at.' })
export class CallbackModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => ID, { description: 'The campaign that calls.' })
  readonly campaignId!: string;

  @Field(() => ID, { description: 'Whom it was promised.' })
  readonly leadId!: string;

  @Field(() => ID, { description: 'The call in which it was promised.' })
  readonly promisedBy!: string;

  @Field(() => DateTimeScalar, { description: 'The time that was agreed.' })
  readonly promisedAt!: Date;

  @Field(() => DateTimeScalar, { description: 'Its first lawful moment: the agreed time unless the law moved it.' })
  readonly dueAt!: Date;

  @Field(() => String, { nullable: true, description: 'The rule that moved it, as code; null when nothing did.' })
  readonly movedBecause!: string | null;

  @Field(() => DateTimeScalar, { description: 'Called after this it is late.' })
  readonly missedAfter!: Date;

  @Field(() => CallbackStatusEnum, { description: 'What became of it.' })
  readonly status!: CallbackStatus;

  @Field(() => ID, { nullable: true, description: 'The call that was made for it.' })
  readonly callId!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When that call was dialed.' })
  readonly calledAt!: Date | null;

  static of(callback: Callback): CallbackModel {
    const { tenantId: _tenant, enrolmentId: _enrolment, createdAt: _created, updatedAt: _updated, ...shown } = callback;
    return Object.assign(new CallbackModel(), shown);
  }
}

@ObjectType('CallbackConnection', { description: 'A page of promised callbacks, in the order of their times.' })
export class CallbackConnection extends Connection(CallbackModel) {}

@ObjectType('CallbackCounts', { description: 'What became of the callbacks a campaign has promised.' })
export class CallbackCountsModel {
  @Field(() => Int, { description: 'Their time is ahead.' })
  readonly pending!: number;

  @Field(() => Int, { description: 'Called in time.' })
  readonly kept!: number;

  @Field(() => Int, { description: 'Called too late.' })
  readonly late!: number;

  @Field(() => Int, { description: 'Their time has passed, and nobody was called so far.' })
  readonly missed!: number;

  @Field(() => Int, { description: 'Nothing is owed any more.' })
  readonly cancelled!: number;

  static of(counts: ReadonlyMap<CallbackStatus, number>): CallbackCountsModel {
    const of = (status: CallbackStatus): number => counts.get(status) ?? 0;
    return {
      pending: of('PENDING'),
      kept: of('KEPT'),
      late: of('LATE'),
      missed: of('MISSED'),
      cancelled: of('CANCELLED'),
    };
  }
}
