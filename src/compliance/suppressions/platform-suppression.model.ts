import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Connection } from '../../platform/graphql/connection';
import { DateTimeScalar, PhoneNumberScalar } from '../../platform/graphql/scalars';
import type { PlatformSuppression } from './platform-suppression.entity';

@ObjectType('PlatformSuppression', { description: 'A number nobody may contact for any company.' })
export class PlatformSuppressionModel {
  @Field(() => ID, { description: 'Id of the entry.' })
  readonly id!: string;

  @Field(() => PhoneNumberScalar, { description: 'The number.' })
  readonly phone!: string;

  @Field(() => String, { description: 'Why it was added.' })
  readonly reason!: string;

  @Field(() => String, { description: 'Where it came from, for example MANUAL.' })
  readonly source!: string;

  @Field(() => DateTimeScalar, { description: 'Since when it is in force.' })
  readonly addedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was taken off the list; null while in force.' })
  readonly removedAt!: Date | null;

  static of({ id, phone, reason, source, addedAt, removedAt }: PlatformSuppression): PlatformSuppressionModel {
    return Object.assign(new PlatformSuppressionModel(), {
      id,
      phone,
      reason,
      source,
      addedAt,
      removedAt,
    } satisfies PlatformSuppressionModel);
  }
}

@ObjectType({ description: 'A page of numbers nobody may contact.' })
export class PlatformSuppressionConnection extends Connection(PlatformSuppressionModel) {}
