import { Field, ObjectType } from '@nestjs/graphql';
import { BigIntScalar } from './scalars';

/** An amount of money, exact: millionths of the currency's unit. */
@ObjectType('Money', { description: 'An exact amount of money.' })
export class MoneyModel {
  @Field(() => BigIntScalar, { description: 'Millionths of one unit of the currency: 1500000 is 1.50 USD.' })
  readonly amountMicros: bigint;

  @Field(() => String, { description: 'ISO 4217 code, for example USD.' })
  readonly currency: string;

  private constructor(amountMicros: bigint, currency: string) {
    this.amountMicros = amountMicros;
    this.currency = currency;
  }

  /** `micros` as PostgreSQL hands it over: bigint, or its decimal text. @throws on a fraction. */
  static of(micros: bigint | number | string, currency: string): MoneyModel {
    return new MoneyModel(BigInt(micros), currency);
  }
}
