import { DateTime } from 'luxon';
import { violationsOf } from './ledger-check';
import { ruleRowsOf } from './rule-rows';
import { rulesOfTheProgram } from './rules-of-the-program';
import { scenarioOf } from './scenario-file';
import { TimeMachine } from './time-machine';

const rules = rulesOfTheProgram();

/** Dials of a campaign that begins in the night in which the clocks change and has every hour of the law. */
function dialsAround(start: string, areaCode: string) {
  const { scenario, leads } = scenarioOf({
    name: 'test',
    start,
    days: 4,
    company: { name: 'Acme Homes', timeZone: 'UTC', maxConcurrentCalls: 5 },
    campaign: { maxConcurrentCalls: 5, dailyCallLimit: 10_000, retryPolicy: { noAnswer: [1_800], busy: [900] } },
    leads: [{ count: 60, areaCodes: { [areaCode]: 1 } }],
  });
  const { calls } = new TimeMachine(scenario, leads, rules).run();
  const rows = ruleRowsOf(rules.rules.file);
  expect(
    violationsOf({ calls, leads: [], callbacks: [], withdrawn: new Map(), busiest: 0 }, { scenario, leads, rows }),
  ).toEqual([]);
  return calls.map(({ dialedAt }) => dialedAt);
}

const clock = (at: number, zone: string): DateTime => DateTime.fromMillis(at, { zone });

/** Area code, its clocks, the hour the law of the place begins on that Sunday, and the hour at which the clocks change. */
const PLACES: readonly [string, readonly string[], string][] = [
  ['212', ['America/New_York'], '08:00'],
  ['312', ['America/Chicago'], '09:00'],
  ['303', ['America/Denver'], '08:00'],
  ['415', ['America/Los_Angeles'], '09:00'],
  ['907', ['America/Anchorage', 'America/Adak'], '08:00'],
  ['850', ['America/Chicago', 'America/New_York'], '08:00'],
];
const CHANGES: readonly [string, string][] = [
  ['clocks go forward', '2027-03-14'],
  ['clocks go back', '2027-11-07'],
];

describe.each(CHANGES)('on the day the %s', (_, sunday) => {
  it.each(PLACES)(
    'area code %s is dialed from the first lawful minute of its clocks, and in no missing or doubled hour',
    (areaCode, zones, opens) => {
      const dials = dialsAround(`${sunday}T07:00:00Z`, areaCode);
      const onTheDay = dials.filter((at) => zones.every((zone) => clock(at, zone).toISODate() === sunday));
      const first = Math.min(...onTheDay);
      // The latest clock of the place decides when the day begins.
      expect(zones.map((zone) => clock(first, zone).toFormat('HH:mm')).sort()[0]).toBe(opens);
      const hours = dials.flatMap((at) => zones.map((zone) => clock(at, zone).hour));
      expect(hours.filter((hour) => hour < 8 || hour >= 21)).toEqual([]);
    },
  );
});

describe('a number in a border area code', () => {
  it('is called only while it is day on both of its clocks', () => {
    const dials = dialsAround('2026-11-18T06:00:00Z', '208');
    const bothOpen = (at: number): boolean =>
      ['America/Denver', 'America/Los_Angeles'].every((zone) => {
        const { hour } = clock(at, zone);
        return hour >= 8 && hour < 21;
      });
    expect(dials.length).toBeGreaterThan(40);
    expect(dials.every(bothOpen)).toBe(true);
    expect(clock(Math.min(...dials), 'America/Denver').toFormat('HH:mm')).toBe('09:00');
  });
});
