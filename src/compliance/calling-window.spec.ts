import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { cpuMs } from '../../test/support/cpu-ms';
import { type CallingWindows, closesAt, isOpenAt, nextOpening } from './calling-window';
import { type DialZone, UNKNOWN_ZONE } from './dial-zone';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

function zone(...timeZones: string[]): DialZone {
  return { key: timeZones.join(), jurisdictions: [], timeZones };
}

/** ISO text with an offset or Z. */
function at(text: string): Date {
  return new Date(text);
}

const NEW_YORK = zone('America/New_York');
const COASTS = zone('America/Los_Angeles', 'America/New_York');

describe('the legal window', () => {
  it.each([
    ['opens at eight', '2026-07-07T08:00:00-04:00', true],
    ['not a millisecond before', '2026-07-07T07:59:59.999-04:00', false],
    ['still open before nine in the evening', '2026-07-07T20:59:59.999-04:00', true],
    ['closed at nine in the evening', '2026-07-07T21:00:00-04:00', false],
    ['closed at night', '2026-07-07T02:00:00-04:00', false],
    ['open on Sunday', '2026-07-12T12:00:00-04:00', true],
  ])('%s', (_what, moment, open) => {
    expect(isOpenAt(NEW_YORK, at(moment))).toBe(open);
  });

  it('needs every candidate zone', () => {
    expect(isOpenAt(COASTS, at('2026-07-07T10:59:59-04:00'))).toBe(false);
    expect(isOpenAt(COASTS, at('2026-07-07T11:00:00-04:00'))).toBe(true);
    expect(isOpenAt(COASTS, at('2026-07-07T20:59:00-04:00'))).toBe(true);
    expect(isOpenAt(COASTS, at('2026-07-07T21:00:00-04:00'))).toBe(false);
  });

  it('never opens in an unknown place', () => {
    const noon = at('2026-07-07T12:00:00Z');
    expect(isOpenAt(UNKNOWN_ZONE, noon)).toBe(false);
    expect(nextOpening(UNKNOWN_ZONE, noon)).toBeNull();
    expect(closesAt(UNKNOWN_ZONE, noon)).toBeNull();
  });

  it('never opens where the candidates leave no common hour', () => {
    const apart = zone('Pacific/Honolulu', 'Asia/Kolkata', 'Europe/London');
    expect(nextOpening(apart, at('2026-07-07T12:00:00Z'))).toBeNull();
  });
});

describe('the days clocks change', () => {
  it.each([
    ['America/New_York', '2026-03-08', '2026-03-08T12:00:00Z', '2026-03-09T01:00:00Z'],
    ['America/New_York', '2026-11-01', '2026-11-01T13:00:00Z', '2026-11-02T02:00:00Z'],
    ['Europe/London', '2026-03-29', '2026-03-29T07:00:00Z', '2026-03-29T20:00:00Z'],
    ['Europe/London', '2026-10-25', '2026-10-25T08:00:00Z', '2026-10-25T21:00:00Z'],
    ['Australia/Sydney', '2026-10-04', '2026-10-03T21:00:00Z', '2026-10-04T10:00:00Z'],
    ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T21:00:00Z', '2026-10-04T10:00:00Z'],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T21:30:00Z', '2026-04-05T10:30:00Z'],
    ['America/Santiago', '2026-09-06', '2026-09-06T11:00:00Z', '2026-09-07T00:00:00Z'],
    ['America/Phoenix', '2026-03-08', '2026-03-08T15:00:00Z', '2026-03-09T04:00:00Z'],
  ])('%s on %s opens and closes by its own clocks', (name, date, opens, closes) => {
    const night = DateTime.fromISO(`${date}T00:30`, { zone: name }).toJSDate();
    expect(nextOpening(zone(name), night)?.toISOString()).toBe(at(opens).toISOString());
    expect(closesAt(zone(name), at(opens))?.toISOString()).toBe(at(closes).toISOString());
    expect(isOpenAt(zone(name), new Date(at(opens).getTime() - 1))).toBe(false);
    expect(isOpenAt(zone(name), new Date(at(closes).getTime() - 1))).toBe(true);
  });

  it.each([
    ['America/Vancouver', '2026-12-01T15:00:00Z', '2026-12-02T04:00:00Z'],
    ['America/Edmonton', '2026-12-01T14:00:00Z', '2026-12-02T03:00:00Z'],
    ['America/Inuvik', '2026-12-01T14:00:00Z', '2026-12-02T03:00:00Z'],
    ['Africa/Casablanca', '2026-12-01T08:00:00Z', '2026-12-01T21:00:00Z'],
  ])('%s stopped changing clocks in 2026, whatever the runtime has heard', (name, opens, closes) => {
    expect(nextOpening(zone(name), at('2026-12-01T06:00:00Z'))?.toISOString()).toBe(at(opens).toISOString());
    expect(closesAt(zone(name), at(opens))?.toISOString()).toBe(at(closes).toISOString());
  });

  it('a zone that crosses the date line keeps its own weekday', () => {
    const windows: CallingWindows = { mon: ['09:00', '17:00'], tue: null };
    expect(isOpenAt(zone('Pacific/Kiritimati'), at('2026-07-05T20:00:00Z'), windows)).toBe(true);
    expect(isOpenAt(zone('Pacific/Pago_Pago'), at('2026-07-07T21:00:00Z'), windows)).toBe(false);
  });
});

describe('campaign windows', () => {
  const officeHours: CallingWindows = { mon: ['09:00', '17:30'], sat: null, sun: null };

  it('narrow a day, close a day, leave an absent day to the law', () => {
    expect(isOpenAt(NEW_YORK, at('2026-07-06T08:30:00-04:00'), officeHours)).toBe(false);
    expect(isOpenAt(NEW_YORK, at('2026-07-06T17:29:00-04:00'), officeHours)).toBe(true);
    expect(isOpenAt(NEW_YORK, at('2026-07-06T17:30:00-04:00'), officeHours)).toBe(false);
    expect(isOpenAt(NEW_YORK, at('2026-07-07T20:00:00-04:00'), officeHours)).toBe(true);
    expect(isOpenAt(NEW_YORK, at('2026-07-11T12:00:00-04:00'), officeHours)).toBe(false);
  });

  it('wait for Monday after a closed weekend', () => {
    expect(nextOpening(NEW_YORK, at('2026-07-10T22:00:00-04:00'), officeHours)).toEqual(
      at('2026-07-13T09:00:00-04:00'),
    );
  });

  it('cannot widen the law', () => {
    const wide: CallingWindows = { tue: ['00:00', '24:00'] };
    expect(nextOpening(NEW_YORK, at('2026-07-07T01:00:00-04:00'), wide)).toEqual(at('2026-07-07T08:00:00-04:00'));
    expect(closesAt(NEW_YORK, at('2026-07-07T12:00:00-04:00'), wide)).toEqual(at('2026-07-07T21:00:00-04:00'));
  });

  it.each([
    ['nonsense', ['nine', 'five'] as const],
    ['an hour that does not exist', ['09:00', '25:00'] as const],
    ['an end before its start', ['17:00', '09:00'] as const],
    ['no length', ['09:00', '09:00'] as const],
    ['one that ends before the law allows', ['05:00', '08:00'] as const],
  ])('%s is closed', (_what, tue) => {
    expect(isOpenAt(NEW_YORK, at('2026-07-07T12:00:00-04:00'), { tue })).toBe(false);
  });

  it('closed all week never open', () => {
    const never = Object.fromEntries(DAYS.map((day) => [day, null])) as CallingWindows;
    expect(nextOpening(NEW_YORK, at('2026-07-07T12:00:00-04:00'), never)).toBeNull();
  });
});

const timeOfDay = fc
  .integer({ min: 0, max: 24 * 60 })
  .map((m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`);
const dayWindow = fc.option(fc.tuple(timeOfDay, timeOfDay), { nil: null });
const anyWindows: fc.Arbitrary<CallingWindows> = fc.dictionary(fc.constantFrom(...DAYS), dayWindow);
const anyZone = fc
  .uniqueArray(
    fc.constantFrom(
      'America/New_York',
      'America/Los_Angeles',
      'America/St_Johns',
      'America/Santiago',
      'America/Vancouver',
      'Europe/London',
      'Asia/Kolkata',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'Pacific/Chatham',
      'Africa/Casablanca',
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((names) => zone(...names));
const anyMoment = fc.date({ min: at('2025-01-01T00:00:00Z'), max: at('2028-12-31T00:00:00Z'), noInvalidDate: true });

describe('for any zone, moment and windows', () => {
  it('narrowing never opens more', () => {
    fc.assert(
      fc.property(anyZone, anyMoment, anyWindows, (place, moment, windows) => {
        if (isOpenAt(place, moment, windows)) expect(isOpenAt(place, moment)).toBe(true);
      }),
    );
  });

  it('a place with several clocks is open when each of them alone would be', () => {
    fc.assert(
      fc.property(anyZone, anyMoment, (place, moment) => {
        const open = place.timeZones.every((name) => isOpenAt(zone(name), moment));
        expect(isOpenAt(place, moment)).toBe(open);
      }),
    );
  });

  it('agrees with luxon about every clock', () => {
    const withoutYoungLaw = [
      'America/New_York',
      'America/Santiago',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'Pacific/Chatham',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...withoutYoungLaw), anyMoment, (name, moment) => {
        const { hour } = DateTime.fromJSDate(moment, { zone: name });
        expect(isOpenAt(zone(name), moment)).toBe(hour >= 8 && hour < 21);
      }),
    );
  });

  it('the next opening is open, and is the first', () => {
    fc.assert(
      fc.property(anyZone, anyMoment, anyWindows, (place, moment, windows) => {
        const next = nextOpening(place, moment, windows);
        const until = next?.getTime() ?? moment.getTime() + 3 * 86_400_000;
        if (next) expect(isOpenAt(place, next, windows)).toBe(true);
        for (let t = moment.getTime(); t < until; t += 7 * 60_000)
          expect(isOpenAt(place, new Date(t), windows)).toBe(false);
        if (next && next > moment) expect(isOpenAt(place, new Date(until - 1), windows)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it('is open until it closes, and closed then', () => {
    fc.assert(
      fc.property(anyZone, anyMoment, anyWindows, (place, moment, windows) => {
        const open = nextOpening(place, moment, windows);
        if (!open) return;
        const closes = closesAt(place, open, windows);
        if (!closes) throw new Error('an open moment has an end');
        expect(isOpenAt(place, closes, windows)).toBe(false);
        for (let t = open.getTime(); t < closes.getTime(); t += 7 * 60_000)
          expect(isOpenAt(place, new Date(t), windows)).toBe(true);
        expect(isOpenAt(place, new Date(closes.getTime() - 1), windows)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('speed', () => {
  it('answers at least 50,000 questions a second once the zones are warm', () => {
    const base = at('2026-07-07T12:00:00Z').getTime();
    for (let i = 0; i < 96; i += 1) isOpenAt(COASTS, new Date(base + i * 900_000));
    const ask = (): void => {
      for (let i = 0; i < 50_000; i += 1) isOpenAt(COASTS, new Date(base + (i % 80_000) * 1_000));
    };
    expect(cpuMs(ask)).toBeLessThan(1_000);
  });
});
