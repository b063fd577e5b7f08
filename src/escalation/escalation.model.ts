import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { Connection } from '../platform/graphql/connection';
import { DateTimeScalar } from '../platform/graphql/scalars';
import type { Escalation } from './escalation.entity';
import { EscalationStatusEnum, EscalationTriggerEnum } from './escalation.enums';
import type { EscalationStatus } from './escalation-life-cycle';
import type { EscalationTrigger } from './triggers/escalation-trigger';

@ObjectType('Escalation', { description: 'A request for a human, with what they need to know and its clock.' })
export class EscalationModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => ID, { description: 'The lead who needs somebody.' })
  readonly leadId!: string;

  @Field(() => ID, { nullable: true, description: 'The conversation it came up in.' })
  readonly conversationId!: string | null;

  @Field(() => ID, { nullable: true, description: 'The call it came up on.' })
  readonly callId!: string | null;

  @Field(() => EscalationTriggerEnum, { description: 'Why a human is asked for.' })
  readonly trigger!: EscalationTrigger;

  @Field(() => String, { nullable: true, description: 'More of why, in a sentence.' })
  readonly reason!: string | null;

  @Field(() => EscalationStatusEnum, { description: 'Where it stands.' })
  readonly status!: EscalationStatus;

  @Field(() => ID, { nullable: true, description: 'The member who has claimed it, or should.' })
  readonly assigneeId!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was raised.' })
  readonly raisedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When somebody first took it.' })
  readonly firstClaimedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When whoever has it took it.' })
  readonly claimedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was done.' })
  readonly resolvedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'What came of it.' })
  readonly resolution!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the agent was given the conversation back; until then it is silent there.',
  })
  readonly handedBackAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the person was told that somebody calls back; null without such a promise, or once it is kept.',
  })
  readonly callbackPromisedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'By when somebody should have called back.' })
  readonly callbackDueAt!: Date | null;

  @Field(() => Int, { description: 'Reminders sent since it waits.' })
  readonly remindersSent!: number;

  @Field(() => Float, { nullable: true, description: 'Seconds until somebody first took it; null before.' })
  readonly secondsToClaim!: number | null;

  @Field(() => Float, { nullable: true, description: 'Seconds until it was done; null before.' })
  readonly secondsToResolve!: number | null;

  /** How far the transcript went; no field of the schema. */
  readonly atTurn!: number;

  static of(escalation: Escalation): EscalationModel {
    const { raisedAt, firstClaimedAt, resolvedAt } = escalation;
    return Object.assign(new EscalationModel(), {
      id: escalation.id,
      leadId: escalation.leadId,
      conversationId: escalation.conversationId,
      callId: escalation.callId,
      trigger: escalation.trigger,
      reason: escalation.reason,
      status: escalation.status,
      assigneeId: escalation.assigneeId,
      raisedAt,
      firstClaimedAt,
      claimedAt: escalation.claimedAt,
      resolvedAt,
      resolution: escalation.resolution,
      handedBackAt: escalation.handedBackAt,
      callbackPromisedAt: escalation.callbackPromisedAt,
      callbackDueAt: escalation.callbackDueAt,
      remindersSent: escalation.remindersSent,
      secondsToClaim: secondsBetween(raisedAt, firstClaimedAt),
      secondsToResolve: secondsBetween(raisedAt, resolvedAt),
      atTurn: escalation.atTurn,
    } satisfies EscalationModel);
  }
}

@ObjectType({ description: 'A page of escalations, latest first.' })
export class EscalationConnection extends Connection(EscalationModel) {}

function secondsBetween(from: Date, until: Date | null): number | null {
  return until === null ? null : (until.getTime() - from.getTime()) / 1000;
}
