import { assert, date, integer, property } from 'fast-check';
import { momentInUtc, momentText } from './moment-text';

const moments = date({
  min: new Date('0100-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});

/** As PostgreSQL has it: microseconds, zeros at the end left out. */
function inPostgres(moment: Date, microseconds: number): string {
  const fraction = `${moment.toISOString().slice(20, 23)}${String(microseconds).padStart(3, '0')}`.replace(/0+$/, '');
  return moment.toISOString().slice(0, 19) + (fraction && `.${fraction}`);
}

it('writes what toISOString writes', () => {
  assert(property(date({ noInvalidDate: true }), (moment) => momentText(moment) === moment.toISOString()));
  assert(property(moments, (moment) => momentText(moment) === moment.toISOString()));
  expect(() => momentText(new Date(Number.NaN))).toThrow(RangeError);
});

it('reads what PostgreSQL writes, to the millisecond', () => {
  assert(
    property(moments, integer({ min: 0, max: 999 }), (moment, microseconds) => {
      const text = inPostgres(moment, microseconds);
      expect(momentInUtc(`${text}+00:00`)).toEqual(moment);
      expect(momentInUtc(`${text.replace('T', ' ')}+00`)).toEqual(moment);
    }),
  );
});

it.each([
  'infinity',
  '-infinity',
  '',
  '2026-11-20',
  '2026-11-20 09:30:00+01',
  '2026-11-20 09:30:00+05:30',
  '2026-11-20T09:30:00+05:30',
  '2026-11-20T09:30:00Z',
  '10000-01-01 00:00:00+00',
  '0044-03-15 12:00:00+00 BC',
  '0044-03-15 12:00:00+00',
])('leaves %j to others', (text) => {
  expect(momentInUtc(text)).toBeUndefined();
});
