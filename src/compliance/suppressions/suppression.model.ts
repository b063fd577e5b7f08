import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Connection } from '../../platform/graphql/connection';
import { DateTimeScalar, PhoneNumberScalar } from '../../platform/graphql/scalars';
import type { Suppression } from './suppression.entity';

@ObjectType('Suppression', { description: 'A number that must not be contacted, on any channel.' })
export class SuppressionModel {
  @Field(() => ID, { description: 'Id of the entry.' })
  readonly id!: string;

  @Field(() => PhoneNumberScalar, { description: 'The number.' })
  readonly phone!: string;

  @Field(() => String, { description: 'Why it was added.' })
  readonly reason!: string;

  @Field(() => String, { description: 'Where it came from: MANUAL, or the channel on which the person opted out.' })
  readonly source!: string;

  @Field(() => DateTimeScalar, { description: 'Since when it is in force.' })
  readonly addedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was taken off the list; null while in force.' })
  readonly removedAt!: Date | null;

  static of({ id, phone, reason, source, addedAt, removedAt }: Suppression): SuppressionModel {
    return Object.assign(new SuppressionModel(), {
      id,
      phone,
      reason,
      source,
      addedAt,
      removedAt,
    } satisfies SuppressionModel);
  }
}

@ObjectType({ description: 'A page of suppressions.' })
export class SuppressionConnection extends Connection(SuppressionModel) {}
