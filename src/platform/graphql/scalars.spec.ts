import { type GraphQLScalarType, Kind } from 'graphql';
import { MoneyModel } from './money.model';
import { BigIntScalar, DateTimeScalar, PhoneNumberScalar, TimeZoneScalar } from './scalars';

const literal = (scalar: GraphQLScalarType, value: string): unknown =>
  scalar.parseLiteral({ kind: Kind.STRING, value });

describe('scalars', () => {
  it('reads moments with an offset and writes them in UTC', () => {
    expect(DateTimeScalar.parseValue('2026-07-07T14:00:00-04:00')).toEqual(new Date('2026-07-07T18:00:00.000Z'));
    expect(DateTimeScalar.serialize(new Date('2026-07-07T18:00:00Z'))).toBe('2026-07-07T18:00:00.000Z');
    for (const bad of ['2026-07-07', '2026-07-07T14:00:00', 'tomorrow', 1_780_000_000, null]) {
      expect(() => DateTimeScalar.parseValue(bad)).toThrow('DateTime');
    }
  });

  it('takes numbers in E.164 only', () => {
    expect(literal(PhoneNumberScalar, '+14155550123')).toBe('+14155550123');
    for (const bad of [
      '4155550123',
      '+1 415 555 0123',
      '+0123456789',
      '+123456',
      '+1234567890123456',
      14_155_550_123,
    ]) {
      expect(() => PhoneNumberScalar.parseValue(bad)).toThrow('E.164');
    }
    expect(() => PhoneNumberScalar.parseLiteral({ kind: Kind.INT, value: '14155550123' })).toThrow('E.164');
  });

  it('takes zone names, not offsets', () => {
    expect(TimeZoneScalar.parseValue('Asia/Kolkata')).toBe('Asia/Kolkata');
    for (const bad of ['+05:30', 'Mars/Olympus', '', 5]) expect(() => TimeZoneScalar.parseValue(bad)).toThrow();
  });

  it('writes whole numbers of any size as text', () => {
    expect(BigIntScalar.serialize(9_007_199_254_740_993n)).toBe('9007199254740993');
    expect(BigIntScalar.serialize('12')).toBe('12');
    expect(BigIntScalar.parseValue('9007199254740993')).toBe(9_007_199_254_740_993n);
    expect(BigIntScalar.parseValue(7)).toBe(7n);
    expect(BigIntScalar.parseLiteral({ kind: Kind.INT, value: '7' })).toBe(7n);
    for (const bad of ['1.5', '1e3', '', 1.5, 2 ** 60, true, null])
      expect(() => BigIntScalar.parseValue(bad)).toThrow('BigInt');
  });

  it('holds money exactly', () => {
    expect(MoneyModel.of('9007199254740993', 'USD')).toMatchObject({
      amountMicros: 9_007_199_254_740_993n,
      currency: 'USD',
    });
    expect(() => MoneyModel.of(1.5, 'USD')).toThrow(RangeError);
  });
});
