import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Connection } from '../../platform/graphql/connection';
import { DateTimeScalar } from '../../platform/graphql/scalars';
import type { EmergencyHoldEntry } from './emergency-hold.entity';

@ObjectType('EmergencyHold', { description: 'A ban on soliciting people in one place, for every company.' })
export class EmergencyHoldModel {
  @Field(() => ID, { description: 'Id of the ban.' })
  readonly id!: string;

  @Field(() => String, { description: 'State or country, for example US-LA.' })
  readonly jurisdiction!: string;

  @Field(() => DateTimeScalar, { description: 'From when on it holds.' })
  readonly startsAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends; null until it is lifted.' })
  readonly endsAt!: Date | null;

  @Field(() => String, { description: 'Who declared it and where that can be read.' })
  readonly reason!: string;

  @Field(() => DateTimeScalar, { description: 'When it was placed.' })
  readonly placedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was lifted before its end; null otherwise.' })
  readonly liftedAt!: Date | null;

  static of(hold: EmergencyHoldEntry): EmergencyHoldModel {
    const { id, jurisdiction, startsAt, endsAt, reason, placedAt, liftedAt } = hold;
    return Object.assign(new EmergencyHoldModel(), {
      id,
      jurisdiction,
      startsAt,
      endsAt,
      reason,
      placedAt,
      liftedAt,
    } satisfies EmergencyHoldModel);
  }
}

@ObjectType({ description: 'A page of emergency holds.' })
export class EmergencyHoldConnection extends Connection(EmergencyHoldModel) {}
