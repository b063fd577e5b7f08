import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Connection } from '../../../platform/graphql/connection';
import { DateTimeScalar, PhoneNumberScalar, TimeZoneScalar } from '../../../platform/graphql/scalars';
import type { TransferTarget } from './transfer-target.entity';

@ObjectType('DutyHours', { description: 'When a colleague takes calls, by their own clock.' })
export class DutyHoursModel {
  @Field(() => TimeZoneScalar, { description: 'Where the clock is.' })
  readonly timeZone!: string;

  @Field(() => [Int], { description: 'Days of the week, 1 is Monday and 7 is Sunday.' })
  readonly days!: number[];

  @Field(() => String, { description: 'From, as HH:MM.' })
  readonly from!: string;

  @Field(() => String, { description: 'Until, as HH:MM; before `from` it is of the next day.' })
  readonly until!: string;
}

@ObjectType('TransferTarget', { description: 'A colleague to whom callers are put through.' })
export class TransferTargetModel {
  @Field(() => ID, { description: 'Its id.' })
  readonly id!: string;

  @Field(() => String, { description: 'Their name.' })
  readonly name!: string;

  @Field(() => PhoneNumberScalar, { description: 'Their phone.' })
  readonly phone!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The member they are: a caller they take is theirs, as if they had claimed the escalation.',
  })
  readonly memberId!: string | null;

  @Field(() => [String], { description: 'Languages they speak, as primary subtags; all when empty.' })
  readonly languages!: string[];

  @Field(() => Int, { description: 'Their turn, lowest first.' })
  readonly position!: number;

  @Field(() => DutyHoursModel, { nullable: true, description: 'When they take calls; always when null.' })
  readonly hours!: DutyHoursModel | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When they were taken off the list.' })
  readonly removedAt!: Date | null;

  static of(target: TransferTarget): TransferTargetModel {
    const { id, name, phone, memberId, languages, position, removedAt } = target;
    const hours = target.hours && Object.assign(new DutyHoursModel(), target.hours);
    const shown = { id, name, phone, memberId, languages, position, hours, removedAt };
    return Object.assign(new TransferTargetModel(), shown satisfies TransferTargetModel);
  }
}

@ObjectType('TransferTargetConnection', { description: 'A page of transfer targets.' })
export class TransferTargetConnection extends Connection(TransferTargetModel) {}
