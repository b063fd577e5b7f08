import { type Ending, forecast, type ForecastView } from './forecast';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Monday at nine, in a company and a place that live by UTC. */
const MONDAY = Date.UTC(2026, 6, 6, 9);
const at = (day: number, hour: number): Date => new Date(Date.UTC(2026, 6, 6 + day, hour));

/** Nine to five, on the days given (0 is Monday). */
const office =
  (days: readonly number[]) =>
  (_: string, moment: Date): { isOpen: boolean; opensAt: Date | null; closesAt: Date | null } => {
    for (let day = 0; day < 14; day++) {
      const midnight = Math.floor(moment.getTime() / DAY) * DAY + day * DAY;
      const weekday = (new Date(midnight).getUTCDay() + 6) % 7;
      const [opens, closes] = [midnight + 9 * HOUR, midnight + 17 * HOUR];
      if (!days.includes(weekday) || closes <= moment.getTime()) continue;
      const isOpen = opens <= moment.getTime();
      return { isOpen, opensAt: isOpen ? moment : new Date(opens), closesAt: isOpen ? new Date(closes) : null };
    }
    return { isOpen: false, opensAt: null, closesAt: null };
  };

const done: Ending = { share: 1, againAfterSeconds: () => null };
const halfAgain = (seconds: number, most: number): Ending[] => [
  { share: 0.5, againAfterSeconds: () => null },
  { share: 0.5, againAfterSeconds: (attempts) => (attempts < most ? seconds : null) },
];

const view = (over: Partial<ForecastView> = {}): ForecastView => ({
  moment: new Date(MONDAY),
  cohorts: [{ zoneKey: 'Z', attempts: 0, dueAt: new Date(MONDAY), leads: 600 }],
  endings: [done],
  lateEndings: [done],
  callsAtOnce: 10,
  callsPerSecond: 100,
  secondsPerCall: 60,
  costPerCallMicros: 20_000,
  callsLeftToday: 10_000,
  callsPerDay: 10_000,
  nextDay: (moment) => new Date((Math.floor(moment.getTime() / DAY) + 1) * DAY),
  openings: office([0, 1, 2, 3, 4]),
  ...over,
});
/** Minutes from Monday at nine. */
const minutes = (moment: Date | null): number => Math.round(((moment?.getTime() ?? NaN) - MONDAY) / 60_000);

describe('forecast', () => {
  it('is what a hand would work out: 600 calls of a minute, ten at once, take an hour, and the last its minute', () => {
    const told = forecast(view());
    expect(told).toMatchObject({ calls: 600, spendMicros: 12_000_000, lineMinutes: 600, neverReason: null });
    expect(minutes(told.finishAt)).toBe(61);
    expect(told.days).toEqual([{ from: new Date(MONDAY), calls: 600 }]);
  });

  it('looks at moments, not at everybody: a hundred thousand leads due all over a week are no more work than their moments', () => {
    const cohorts = Array.from({ length: 100_000 }, (_, n) => ({
      zoneKey: `Z${n % 50}`,
      attempts: Math.floor(n / 50) % 3,
      dueAt: new Date(MONDAY + Math.floor(n / 150) * 15 * 60_000),
      leads: 1,
    }));
    const cpu = process.cpuUsage();
    const told = forecast(
      view({
        cohorts,
        callsPerDay: 2_000,
        callsLeftToday: 2_000,
        callsAtOnce: 100,
        openings: office([0, 1, 2, 3, 4, 5, 6]),
      }),
    );
    expect(told).toMatchObject({ calls: 100_000, neverReason: null });
    // Work of this process, not time: a fifth of a second, and seven times that when each step walks through everybody.
    expect(process.cpuUsage(cpu).user / 1_000).toBeLessThan(1_200);
  });

  it('follows what is short: calls at once, the rate, the limit of the day', () => {
    expect(minutes(forecast(view({ callsAtOnce: 20 })).finishAt)).toBe(31);
    expect(minutes(forecast(view({ callsPerSecond: 0.1 })).finishAt)).toBe(101);
    const capped = forecast(view({ callsLeftToday: 100, callsPerDay: 250 }));
    expect(capped.days.map(({ calls }) => calls)).toEqual([100, 250, 250]);
    expect(capped.finishAt).toEqual(new Date(at(2, 9).getTime() + 26 * 60_000));
  });

  it('calls again those it did not reach: half of each round, an hour later', () => {
    const endings = halfAgain(3_600, 3);
    const told = forecast(view({ endings, lateEndings: endings }));
    expect(told.calls).toBe(600 + 300 + 150);
    const [first, third] = [60 + 60, 4 * 60];
    expect(minutes(told.finishAt)).toBeGreaterThan(first);
    expect(minutes(told.finishAt)).toBeLessThan(third + 30);
  });

  it('waits for what is due later, and for the next day that is open', () => {
    const dueAt = at(0, 12);
    const later = forecast(view({ cohorts: [{ zoneKey: 'Z', attempts: 0, dueAt, leads: 10 }] }));
    expect(later.finishAt).toEqual(new Date(dueAt.getTime() + 2 * 60_000));
    const friday = forecast(
      view({ moment: at(4, 16), cohorts: [{ zoneKey: 'Z', attempts: 0, dueAt: at(4, 16), leads: 1_200 }] }),
    );
    expect(friday.finishAt).toEqual(new Date(at(7, 10).getTime() + 60_000));
    expect(friday.days.filter(({ calls }) => calls > 0).map(({ calls }) => calls)).toEqual([600, 600]);
  });

  it('says why it never ends', () => {
    expect(forecast(view({ openings: office([]) }))).toMatchObject({ finishAt: null, neverReason: 'NO_OPENING' });
    expect(forecast(view({ callsAtOnce: 0 }))).toMatchObject({ finishAt: null, neverReason: 'NO_CAPACITY', calls: 0 });
    expect(forecast(view({ callsLeftToday: 1, callsPerDay: 1 }))).toMatchObject({
      finishAt: null,
      neverReason: 'TOO_FAR',
    });
    expect(forecast(view({ cohorts: [] }))).toMatchObject({ finishAt: new Date(MONDAY), calls: 0, neverReason: null });
  });

  it('bounds the end from above by calls that reach fewer', () => {
    const told = forecast(
      view({
        endings: halfAgain(3_600, 3),
        lateEndings: [{ share: 1, againAfterSeconds: (n) => (n < 3 ? 3_600 : null) }],
      }),
    );
    expect(told.lateCalls).toBe(1_800);
    expect(told.lateFinishAt?.getTime()).toBeGreaterThan(told.finishAt?.getTime() ?? NaN);
  });

  it('is quick where it takes years', () => {
    const endings = halfAgain(3_600, 3);
    const began = performance.now();
    const told = forecast(
      view({
        cohorts: [{ zoneKey: 'Z', attempts: 0, dueAt: new Date(MONDAY), leads: 100_000 }],
        endings,
        lateEndings: endings,
        callsLeftToday: 100,
        callsPerDay: 100,
      }),
    );
    expect(told).toMatchObject({ finishAt: null, neverReason: 'TOO_FAR' });
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('is quick for a hundred thousand leads in fifty places', () => {
    const cohorts = Array.from({ length: 50 }, (_, n) => ({
      zoneKey: `Z${n}`,
      attempts: 0,
      dueAt: new Date(MONDAY),
      leads: 2_000,
    }));
    const endings = halfAgain(3_600, 3);
    const began = performance.now();
    const told = forecast(view({ cohorts, endings, lateEndings: endings, callsAtOnce: 50 }));
    expect(told.calls).toBe(175_000);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
