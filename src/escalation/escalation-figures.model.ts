import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { EscalationTriggerEnum } from './escalation.enums';
import type { Figures, TimeToHuman } from './escalation-figures.service';
import type { EscalationTrigger } from './triggers/escalation-trigger';

@ObjectType('TimeToHuman', { description: 'How many asked for a human, and how long they waited.' })
export class TimeToHumanModel implements TimeToHuman {
  @Field(() => EscalationTriggerEnum, { nullable: true, description: 'Why; null for all together.' })
  readonly trigger!: EscalationTrigger | null;

  @Field(() => Int, { description: 'Escalations raised in the period.' })
  readonly raised!: number;

  @Field(() => Int, { description: 'Of these, claimed by now.' })
  readonly claimed!: number;

  @Field(() => Int, { description: 'Of these, resolved by now.' })
  readonly resolved!: number;

  @Field(() => Float, { nullable: true, description: 'Half were claimed within so many seconds.' })
  readonly medianSecondsToClaim!: number | null;

  @Field(() => Float, { nullable: true, description: 'Nine of ten were claimed within so many seconds.' })
  readonly p90SecondsToClaim!: number | null;

  @Field(() => Float, { nullable: true, description: 'Half were resolved within so many seconds.' })
  readonly medianSecondsToResolve!: number | null;

  @Field(() => Float, { nullable: true, description: 'Nine of ten were resolved within so many seconds.' })
  readonly p90SecondsToResolve!: number | null;
}

@ObjectType('EscalationFigures', { description: 'The time to a human over a period.' })
export class EscalationFiguresModel {
  @Field(() => TimeToHumanModel, { description: 'All together.' })
  readonly total!: TimeToHumanModel;

  @Field(() => [TimeToHumanModel], { description: 'By what asked for the human; only what occurred.' })
  readonly byTrigger!: readonly TimeToHumanModel[];

  static of({ total, byTrigger }: Figures): EscalationFiguresModel {
    return Object.assign(new EscalationFiguresModel(), { total, byTrigger });
  }
}
