import { DateTime } from 'luxon';
import { callbackTime } from './callback-time';

const ZONE = 'America/New_York';

/** A Tuesday, 14:00 in New York. */
const ENDED = new Date('2026-07-07T18:00:00.000Z');

function resolve(text: string | null, endedAt = ENDED, zone = ZONE): string {
  return DateTime.fromJSDate(callbackTime(text, endedAt, zone), { zone }).toFormat('yyyy-MM-dd HH:mm');
}

describe('the moment of a promised callback', () => {
  it.each([
    ['Thursday at four', '2026-07-09 16:00'],
    ["I'm driving right now. Can you call me back on Thursday at four?", '2026-07-09 16:00'],
    ['thursday', '2026-07-09 10:00'],
    ['Tuesday at 4 pm', '2026-07-07 16:00'],
    ['Tuesday at 9 am', '2026-07-14 09:00'],
    ['Monday morning', '2026-07-13 10:00'],
    ['friday evening at eight', '2026-07-10 20:00'],
    ['on Wednesday next week at 11', '2026-07-15 11:00'],
    ['tomorrow', '2026-07-08 10:00'],
    ['tomorrow morning', '2026-07-08 10:00'],
    ['tomorrow morning at nine', '2026-07-08 09:00'],
    ['tomorrow after 5', '2026-07-08 17:00'],
    ['tomorrow at half past four', '2026-07-08 16:30'],
    ['tomorrow at quarter to five', '2026-07-08 16:45'],
    ['the day after tomorrow at noon', '2026-07-09 12:00'],
    ['in two hours', '2026-07-07 16:00'],
    ['in 45 minutes', '2026-07-07 14:45'],
    ['in half an hour', '2026-07-07 14:30'],
    ['in an hour', '2026-07-07 15:00'],
    ['in a couple of hours', '2026-07-07 16:00'],
    ['in three days', '2026-07-10 10:00'],
    ['in two weeks', '2026-07-21 10:00'],
    ['next week', '2026-07-14 10:00'],
    ['at 5 pm', '2026-07-07 17:00'],
    ['at 1 pm', '2026-07-08 13:00'],
    ['16:30', '2026-07-07 16:30'],
    ['around four thirty', '2026-07-07 16:30'],
    ['this evening', '2026-07-07 18:00'],
    ['the 25th at 3 pm', '2026-07-25 15:00'],
    ['on the 3rd', '2026-08-03 10:00'],
    ['august 3 at 11 am', '2026-08-03 11:00'],
    ['الخميس الساعة الرابعة', '2026-07-09 16:00'],
    ['بكرة الصباح', '2026-07-08 10:00'],
    ['غدا الساعة ٥', '2026-07-08 17:00'],
    ['بعد ساعة', '2026-07-07 15:00'],
    ['el jueves a las cuatro', '2026-07-09 16:00'],
  ])('%s', (text, expected) => {
    expect(resolve(text)).toBe(expected);
  });

  it.each([
    null,
    '',
    'some other time',
    'when pigs fly',
    'at 99 pm',
    'in 400 days',
    'the 31st of february',
    'yesterday',
  ])('is ten the next morning for %s', (text) => {
    expect(resolve(text)).toBe('2026-07-08 10:00');
  });

  it('is in the person’s own zone', () => {
    expect(callbackTime('tomorrow at four', ENDED, 'Asia/Kolkata').toISOString()).toBe('2026-07-08T10:30:00.000Z');
  });

  it('moves an hour that the clocks skip', () => {
    // 2026-03-08, 02:00 to 03:00 does not exist in New York.
    expect(resolve('tomorrow at 2:30 am', new Date('2026-03-07T18:00:00.000Z'))).toBe('2026-03-08 03:30');
  });
});
