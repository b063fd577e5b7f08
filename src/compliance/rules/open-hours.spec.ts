import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import type { CallingWindows } from '../calling-window';
import type { Narrowing } from './contact-question';
import { loadRuleFile } from './load-rule-file';
import { WEEKDAYS } from './local-day';
import { Locality } from './locality';
import { OpenHours } from './open-hours';
import { ruleBaseOf } from './rule-base';
import type { FileRow } from './rule-row.schema';
import { rowOf } from './rule-row';

const file = loadRuleFile();
const { policy } = ruleBaseOf(file);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const HORIZON = policy.search_horizon_days * DAY;

function rowWith(changes: Partial<FileRow>): FileRow {
  const [federal] = file.jurisdictions;
  if (!federal) throw new Error('There is no row.');
  return { ...federal, ...changes };
}

function hours(zones: readonly string[], rows: readonly FileRow[], narrowings: readonly Narrowing[] = []): OpenHours {
  const locality = new Locality(
    'test',
    zones,
    rows.map((row) => [rowOf(row, undefined)]),
  );
  return new OpenHours(locality, { channel: 'HUMAN_VOICE', marketing: true, lifted: false, narrowings }, policy);
}

const federal = (...zones: string[]): OpenHours => hours(zones, [rowWith({})]);
const at = (text: string): number => Date.parse(text);
const iso = (moment: number | undefined): string | undefined =>
  moment === undefined ? undefined : new Date(moment).toISOString();

describe('the days clocks change', () => {
  it.each([
    ['America/New_York', '2026-03-08', '2026-03-08T12:00:00.000Z', '2026-03-09T01:00:00.000Z'],
    ['America/New_York', '2026-11-01', '2026-11-01T13:00:00.000Z', '2026-11-02T02:00:00.000Z'],
    ['Europe/London', '2026-03-29', '2026-03-29T07:00:00.000Z', '2026-03-29T20:00:00.000Z'],
    ['Europe/London', '2026-10-25', '2026-10-25T08:00:00.000Z', '2026-10-25T21:00:00.000Z'],
    ['Australia/Sydney', '2026-10-04', '2026-10-03T21:00:00.000Z', '2026-10-04T10:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T21:00:00.000Z', '2026-10-04T10:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T21:30:00.000Z', '2026-04-05T10:30:00.000Z'],
    ['America/Santiago', '2026-09-06', '2026-09-06T11:00:00.000Z', '2026-09-07T00:00:00.000Z'],
    ['America/Phoenix', '2026-03-08', '2026-03-08T15:00:00.000Z', '2026-03-09T04:00:00.000Z'],
  ])('%s on %s opens and closes by its own clocks', (zone, date, opens, closes) => {
    const night = DateTime.fromISO(`${date}T00:30`, { zone }).toMillis();
    expect(iso(federal(zone).opensAt(night, night + HORIZON))).toBe(opens);
    expect(iso(federal(zone).closesAt(at(opens)))).toBe(closes);
    expect(federal(zone).closureAt(at(opens) - 1)).toMatchObject({ reason: 'OUTSIDE_WINDOW' });
    expect(federal(zone).closureAt(at(closes) - 1)).toBeUndefined();
  });

  it.each([
    ['America/Vancouver', '2026-12-01T15:00:00.000Z', '2026-12-02T04:00:00.000Z'],
    ['America/Edmonton', '2026-12-01T14:00:00.000Z', '2026-12-02T03:00:00.000Z'],
    ['America/Inuvik', '2026-12-01T14:00:00.000Z', '2026-12-02T03:00:00.000Z'],
  ])('%s stopped changing clocks in 2026, whatever the runtime has heard', (zone, opens, closes) => {
    const before = at('2026-12-01T06:00:00Z');
    expect(iso(federal(zone).opensAt(before, before + HORIZON))).toBe(opens);
    expect(iso(federal(zone).closesAt(at(opens)))).toBe(closes);
  });
});

describe('a company', () => {
  const newYork = (narrowing: Narrowing): OpenHours => hours(['America/New_York'], [rowWith({})], [narrowing]);
  const monday = at('2026-07-06T16:00:00Z');

  it.each<[CallingWindows, string]>([
    [{ mon: null }, 'DAY_CLOSED'],
    [{ mon: ['13:00', '14:00'] }, 'OUTSIDE_WINDOW'],
    [{ mon: ['17:00', '09:00'] }, 'DAY_CLOSED'],
    [{ mon: ['12:00', '12:00'] }, 'DAY_CLOSED'],
    [{ mon: ['9', '17'] }, 'DAY_CLOSED'],
    [{ mon: ['21:00', '24:00'] }, 'OUTSIDE_WINDOW'],
  ])('with windows %j is closed on Monday at noon', (windows, reason) => {
    expect(newYork({ windows }).closureAt(monday)).toMatchObject({ reason, rowId: null });
  });

  it.each<CallingWindows>([{}, { mon: ['00:00', '24:00'] }, { mon: ['12:00', '12:01'] }, { tue: null }])(
    'with windows %j is open on Monday at noon',
    (windows) => expect(newYork({ windows }).closureAt(monday)).toBeUndefined(),
  );

  it('never widens the law', () => {
    const night = at('2026-07-06T03:00:00Z');
    expect(newYork({ windows: { sun: ['00:00', '24:00'] } }).closureAt(night)).toMatchObject({
      reason: 'OUTSIDE_WINDOW',
    });
  });

  it('closes dates of the called person, not of the world', () => {
    const closed = newYork({ closedDates: ['2026-07-06'] });
    expect(closed.closureAt(monday)).toMatchObject({ reason: 'HOLIDAY_CLOSED', rowId: null });
    expect(iso(closed.opensAt(monday, monday + HORIZON))).toBe('2026-07-07T12:00:00.000Z');
    expect(closed.closureAt(at('2026-07-06T00:30:00Z'))).toBeUndefined();
  });

  it('that leaves no common hour never opens', () => {
    const never = newYork({ windows: Object.fromEntries(WEEKDAYS.map((weekday) => [weekday, ['06:00', '07:30']])) });
    expect(never.opensAt(monday, monday + HORIZON)).toBeUndefined();
  });
});

it('zones without a common hour never open', () => {
  const noon = at('2026-07-07T12:00:00Z');
  const apart = federal('Pacific/Honolulu', 'Asia/Kolkata', 'Europe/London');
  expect(apart.opensAt(noon, noon + HORIZON)).toBeUndefined();
});

const ZONES = [
  'America/New_York',
  'America/Phoenix',
  'America/St_Johns',
  'America/Havana',
  'America/Santiago',
  'Europe/London',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Honolulu',
];
const CHANGES = ['2026-03-08', '2026-03-29', '2026-04-05', '2026-09-06', '2026-10-04', '2026-10-25', '2026-11-01'];

const wallTime = fc
  .oneof(fc.integer({ min: 0, max: 24 * 60 }), fc.integer({ min: 0, max: 5 * 60 }), fc.constantFrom(0, 24 * 60))
  .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`);
const window = fc.option(
  fc.tuple(wallTime, wallTime).filter(([start, end]) => start < end),
  { freq: 5 },
);
const week = fc.record({ mon: window, tue: window, wed: window, thu: window, fri: window, sat: window, sun: window });

/** The same answer in the plainest way: every minute, what the clock on the wall shows, and whether every row has it in its window. */
function openMinutes(zones: readonly string[], rows: readonly FileRow[], from: number, minutes: number): boolean[] {
  const clocks = zones.map(
    (timeZone) =>
      new Intl.DateTimeFormat('en-US', {
        timeZone,
        weekday: 'short',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }),
  );
  return Array.from({ length: minutes }, (_, index) =>
    clocks.every((clock) => {
      const [weekday = '', time = ''] = clock.format(from + index * MINUTE).split(/,? /);
      return rows.every(({ windows }) => {
        const hours = windows[weekday.toLowerCase() as keyof typeof windows];
        return hours !== null && hours[0] <= time && time < hours[1];
      });
    }),
  );
}

it('opens and closes as the clocks on the wall say, minute by minute', () => {
  const scene = fc.record({
    zones: fc.uniqueArray(fc.constantFrom(...ZONES), { minLength: 1, maxLength: 2 }),
    weeks: fc.array(week, { minLength: 1, maxLength: 2 }),
    from: fc
      .tuple(fc.constantFrom(...CHANGES), fc.integer({ min: -2_000, max: 1_000 }))
      .map(([date, minutes]) => at(`${date}T06:00:00Z`) + minutes * MINUTE),
  });
  const minutes = 2 * 24 * 60;
  fc.assert(
    fc.property(scene, ({ zones, weeks, from }) => {
      const rows = weeks.map((windows) => rowWith({ windows }));
      const expected = openMinutes(zones, rows, from, minutes);
      const asked = hours(zones, rows);
      const until = from + (minutes - 1) * MINUTE;
      const got = expected.map((_, index) => asked.closureAt(from + index * MINUTE) === undefined);
      expect(got).toEqual(expected);
      for (let index = 0; index < minutes; index += 97) {
        const moment = from + index * MINUTE;
        const opens = expected.indexOf(true, index);
        expect(asked.opensAt(moment, until)).toBe(opens < 0 ? undefined : from + opens * MINUTE);
        const closes = expected.indexOf(false, index);
        if (expected[index] && closes >= 0) expect(asked.closesAt(moment)).toBe(from + closes * MINUTE);
      }
    }),
    { numRuns: 60 },
  );
});

it('forgets what it need not remember', () => {
  const asked = federal('America/New_York');
  for (let day = 0; day < 1_000; day += 1) asked.closureAt(at('2026-01-01T17:00:00Z') + day * DAY);
  expect(asked.closureAt(at('2026-07-07T03:00:00Z'))).toMatchObject({ reason: 'OUTSIDE_WINDOW' });
});
