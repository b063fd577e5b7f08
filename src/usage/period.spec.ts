import { PERIOD, periodOf } from './period';

describe('the month of a moment', () => {
  const newYear = new Date('2026-12-31T22:30:00.000Z');

  it.each([
    ['America/New_York', '2026-12'],
    ['Asia/Dubai', '2027-01'],
    ['UTC', '2026-12'],
  ])('is that of the tenant: %s', (zone, period) => {
    expect(periodOf(newYear, zone)).toBe(period);
    expect(PERIOD.test(period)).toBe(true);
  });

  it.each(['2026-13', '2026-00', '2026-1', '26-11', '2026-11-01', ''])('%s is not a month', (text) => {
    expect(PERIOD.test(text)).toBe(false);
  });
});
