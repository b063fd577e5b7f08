import { BadUserInput } from '../errors/domain-error';
import { type CursorKey, decodeCursor, encodeCursor, type KeyType } from './cursor';

const ID = '018f0000-0000-7000-8000-00000000000a';
const MOMENT = new Date('2026-07-07T18:00:00.123Z');

describe('cursor', () => {
  it.each<[CursorKey[], KeyType[], unknown[]]>([
    [
      [MOMENT, ID],
      ['timestamptz', 'uuid'],
      ['2026-07-07T18:00:00.123Z', ID],
    ],
    [
      [7, 'München', true],
      ['integer', 'text', 'boolean'],
      [7, 'München', true],
    ],
    [[9_007_199_254_740_993n], ['bigint'], ['9007199254740993']],
    [['12.50'], ['numeric'], ['12.50']],
  ])('comes back as it went', (keys, types, values) => {
    const cursor = encodeCursor(keys);
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(decodeCursor(cursor, types)).toEqual(values);
  });

  it.each<[string, string, KeyType[]]>([
    ['no base64', '%%%', ['uuid']],
    ['no JSON', Buffer.from('{').toString('base64url'), ['uuid']],
    ['no array', Buffer.from('{"0":1}').toString('base64url'), ['integer']],
    ['too few keys', encodeCursor([ID]), ['timestamptz', 'uuid']],
    ['too many keys', encodeCursor([1, ID]), ['uuid']],
    ['no moment', encodeCursor(['2026-13-07T18:00:00.123Z']), ['timestamptz']],
    ['no id', encodeCursor(["' or 1=1 --"]), ['uuid']],
    ['a number beyond int4', encodeCursor([2 ** 31]), ['integer']],
    ['a fraction', encodeCursor([1.5]), ['integer']],
    ['a byte PostgreSQL refuses', encodeCursor(['a\0b']), ['text']],
    ['null', Buffer.from('[null]').toString('base64url'), ['text']],
    ['far too long', encodeCursor(['x'.repeat(3_000)]), ['text']],
  ])('is refused when it holds %s', (_what, cursor, types) => {
    expect(() => decodeCursor(cursor, types)).toThrow(BadUserInput);
    expect(() => decodeCursor(cursor, types)).toThrow('after: is not a cursor of this list.');
  });
});
