import { assert, date, property } from 'fast-check';
import { DateTime } from 'luxon';
import { offsetToAfternoon, offsetToReach, ShiftedClock } from './demo-clock';
import { isOrdinaryDay } from './ordinary-day';

const HOUR_MS = 3_600_000;

describe('offsetToAfternoon', () => {
  it.each([
    ['on an ordinary day at noon it moves ahead', '2026-11-18T17:00:00Z', 2],
    ['in the evening it moves back', '2026-11-19T02:00:00Z', -7],
    ['after midnight it moves back to the day before', '2026-11-18T06:30:00Z', -11.5],
    ['early in the morning it moves ahead', '2026-11-18T08:00:00Z', 11],
    ['at two it stays', '2026-11-18T19:00:00Z', 0],
    ['in summer two o’clock is an hour earlier in UTC', '2026-07-07T18:00:00Z', 0],
    ['on a Friday it moves back to Wednesday', '2026-11-20T19:00:00Z', -48],
    ['on a Sunday it moves ahead to Monday', '2026-11-15T19:00:00Z', 24],
    ['on the Sunday before Thanksgiving it moves back to Wednesday', '2026-11-22T19:00:00Z', -96],
    ['on Thanksgiving it moves ahead to Monday', '2026-11-26T19:00:00Z', 96],
  ])('%s', (_what, now, hours) => {
    expect(offsetToAfternoon(new Date(now))).toBe(hours * HOUR_MS);
  });

  it('always reads 14:00 of an ordinary day, and never moves further than a fortnight', () => {
    assert(
      property(date({ min: new Date('2024-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }), (now) => {
        const offset = offsetToAfternoon(now);
        const shown = DateTime.fromMillis(now.getTime() + offset, { zone: 'America/New_York' });
        expect(shown.toFormat('HH:mm:ss.SSS')).toBe('14:00:00.000');
        expect(isOrdinaryDay(shown.toISODate() ?? '')).toBe(true);
        expect(Math.abs(offset)).toBeLessThanOrEqual(14 * 24 * HOUR_MS);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('offsetToReach', () => {
  const shown = new Date('2026-11-20T13:00:00Z');

  it('moves the clock to a moment days ahead', () => {
    expect(offsetToReach(new Date('2026-11-26T21:00:00Z'), shown, HOUR_MS)).toBe(6 * 24 * HOUR_MS + 9 * HOUR_MS);
  });

  it('waits for what comes within a minute of the shifted clock, and for what is past', () => {
    expect(offsetToReach(new Date('2026-11-20T13:01:00Z'), shown, HOUR_MS)).toBeUndefined();
    expect(offsetToReach(new Date('2026-11-20T12:30:00Z'), shown, HOUR_MS)).toBeUndefined();
  });
});

describe('the time by which promises are judged', () => {
  it('is that of before a jump, for a minute after it', () => {
    const clock = new ShiftedClock(1_000);
    const began = Date.now();
    expect(clock.judgedNow(new Date(began))).toEqual(new Date(began + 1_000));
    clock.shift(90_000_000);
    expect(clock.judgedNow(new Date(began + 30_000))).toEqual(new Date(began + 31_000));
    expect(clock.judgedNow(new Date(began + 62_000))).toEqual(new Date(began + 62_000 + 90_000_000));
  });
});
