import { type DutyHours, isOnDuty } from './duty-hours';

const DAY: DutyHours = { timeZone: 'America/New_York', days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' };
const NIGHT: DutyHours = { timeZone: 'Asia/Dubai', days: [5], from: '22:00', until: '02:00' };

describe('hours of duty', () => {
  it.each<[string, DutyHours | null, string, boolean]>([
    ['always', null, '2026-07-07T03:00:00Z', true],
    ['at the first minute', DAY, '2026-07-07T13:00:00Z', true],
    ['a minute before', DAY, '2026-07-07T12:59:59Z', false],
    ['not in the last minute’s end', DAY, '2026-07-07T21:00:00Z', false],
    ['on no Sunday', DAY, '2026-07-05T15:00:00Z', false],
    ['by the clock of winter', DAY, '2026-01-06T14:00:00Z', true],
    ['late on Friday', NIGHT, '2026-07-10T19:00:00Z', true],
    ['past midnight of that Friday', NIGHT, '2026-07-10T21:30:00Z', true],
    ['not early on that Friday', NIGHT, '2026-07-09T21:30:00Z', false],
    ['not once they are over', NIGHT, '2026-07-10T22:00:00Z', false],
  ])('%s', (_, hours, moment, expected) => {
    expect(isOnDuty(hours, new Date(moment))).toBe(expected);
  });
});
