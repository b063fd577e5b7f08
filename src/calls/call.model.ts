import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Connection } from '../platform/graphql/connection';
import { MoneyModel } from '../platform/graphql/money.model';
import { DateTimeScalar, PhoneNumberScalar } from '../platform/graphql/scalars';
import type { Writable } from '../platform/values/writable';
import { CallOriginEnum, CallOutcomeEnum, CallStatusEnum } from './call.enums';
import type { CallOrigin } from './call.entity';
import type { ShownCall } from './shown-call';
import type { CallOutcome } from './call-outcome';
import type { CallStatus } from './call-status';

@ObjectType('Call', { description: 'One attempt on one phone.' })
export class CallModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => ID, { description: 'The person called.' })
  readonly leadId!: string;

  @Field(() => ID, { nullable: true, description: 'The campaign it belongs to; null for a manual call.' })
  readonly campaignId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The project it was about.' })
  readonly projectId!: string | null;

  @Field(() => ID, { description: 'The agent that speaks.' })
  readonly agentId!: string;

  @Field(() => Int, { description: 'Version of the agent that speaks.' })
  readonly agentVersion!: number;

  @Field(() => CallOriginEnum, { description: 'Who asked for it.' })
  readonly origin!: CallOrigin;

  @Field(() => Int, { description: 'Number of the attempt on this lead in this campaign, from 1.' })
  readonly attempt!: number;

  @Field(() => PhoneNumberScalar, { description: 'The number called.' })
  readonly phone!: string;

  @Field(() => PhoneNumberScalar, { description: 'The number shown.' })
  readonly fromNumber!: string;

  @Field(() => CallStatusEnum, { description: 'Where it stands.' })
  readonly status!: CallStatus;

  @Field(() => CallOutcomeEnum, {
    nullable: true,
    description: 'What became of it; null until known, also while an answered call is assessed.',
  })
  readonly outcome!: CallOutcome | null;

  @Field(() => String, { nullable: true, description: 'Why it ended without a dial, or against the plan; a code.' })
  readonly endedReason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Who picked up, as the carrier heard it: HUMAN, MACHINE, FAX or UNKNOWN.',
  })
  readonly answeredBy!: string | null;

  @Field(() => Int, { nullable: true, description: 'Seconds from pick-up to end, as the carrier counts.' })
  readonly durationSeconds!: number | null;

  @Field(() => MoneyModel, { nullable: true, description: 'What the carrier charges; null until it has said.' })
  readonly cost!: MoneyModel | null;

  @Field(() => DateTimeScalar, { description: 'When it was claimed.' })
  readonly queuedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the carrier was asked.' })
  readonly dialStartedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the phone began to ring.' })
  readonly ringingAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was picked up.' })
  readonly answeredAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  readonly endedAt!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When this last changed.' })
  readonly updatedAt!: Date;

  /** One by one: a page has hundreds of calls. */
  static of(call: ShownCall): CallModel {
    const model: Writable<CallModel> = new CallModel();
    model.id = call.id;
    model.leadId = call.leadId;
    model.campaignId = call.campaignId;
    model.projectId = call.projectId;
    model.agentId = call.agentId;
    model.agentVersion = call.agentVersion;
    model.origin = call.origin;
    model.attempt = call.attempt;
    model.phone = call.phone;
    model.fromNumber = call.fromNumber;
    model.status = call.status;
    model.outcome = call.outcome;
    model.endedReason = call.endedReason;
    model.answeredBy = call.answeredBy;
    model.durationSeconds = call.durationSeconds;
    model.queuedAt = call.queuedAt;
    model.dialStartedAt = call.dialStartedAt;
    model.ringingAt = call.ringingAt;
    model.answeredAt = call.answeredAt;
    model.endedAt = call.endedAt;
    model.updatedAt = call.updatedAt;
    model.cost = call.costMicros ? MoneyModel.of(call.costMicros, call.costCurrency ?? 'USD') : null;
    return model;
  }
}

@ObjectType('CallConnection', { description: 'A page of calls.' })
export class CallConnection extends Connection(CallModel) {}
