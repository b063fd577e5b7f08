import { startOfDay, startOfNextDay, startOfNextMonth } from './local-days';

const DAYS: readonly [string, string, string, string, string][] = [
  ['of 23 hours', 'America/New_York', '2026-03-08T15:00:00Z', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'],
  ['of 25 hours', 'America/New_York', '2026-11-01T15:00:00Z', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z'],
  ['that begins at one', 'Africa/Cairo', '2026-04-24T09:00:00Z', '2026-04-23T22:00:00Z', '2026-04-24T21:00:00Z'],
  ['that begins at one', 'Asia/Beirut', '2026-03-29T09:00:00Z', '2026-03-28T22:00:00Z', '2026-03-29T21:00:00Z'],
  [
    'before one that begins at one',
    'Asia/Beirut',
    '2026-03-28T09:00:00Z',
    '2026-03-27T22:00:00Z',
    '2026-03-28T22:00:00Z',
  ],
];

it.each(DAYS)('knows when a day %s begins and ends in %s', (_, zone, moment, start, next) => {
  expect(startOfDay(new Date(moment), zone)).toEqual(new Date(start));
  expect(startOfNextDay(new Date(moment), zone)).toEqual(new Date(next));
});

it('knows when a month ends that began at one', () => {
  expect(startOfNextMonth(new Date('2017-10-10T12:00:00Z'), 'America/Asuncion')).toEqual(
    new Date('2017-11-01T03:00:00Z'),
  );
});
