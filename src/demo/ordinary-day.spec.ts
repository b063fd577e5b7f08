import { isOrdinaryDay } from './ordinary-day';

describe('isOrdinaryDay', () => {
  it.each([
    ['2026-11-18', true, 'a Wednesday'],
    ['2026-11-19', false, 'a Thursday'],
    ['2026-11-20', false, 'a Friday'],
    ['2026-11-22', false, 'a Sunday'],
    ['2026-11-25', false, 'a day before Thanksgiving'],
    ['2026-11-26', false, 'Thanksgiving'],
    ['2026-11-24', false, 'two days before Thanksgiving'],
    ['2026-11-02', false, 'the eve of an election'],
    ['2026-07-06', true, 'a Monday'],
    ['2027-07-05', false, 'the day off for a Fourth of July on a Sunday'],
    ['2026-12-31', false, 'New Year’s Eve'],
  ])('%s: %s, it is %s', (date, isOrdinary, _what) => {
    expect(isOrdinaryDay(date)).toBe(isOrdinary);
  });
});
