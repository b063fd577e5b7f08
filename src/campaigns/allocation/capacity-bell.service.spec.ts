import type { Clock } from '../../platform/clock/clock';
import type { PacingBell } from '../dialing/pacing-bell.service';
import { CapacityBell } from './capacity-bell.service';
import type { CapacitySurvey } from './capacity-survey.service';

const campaign = { id: 'a', share: 1, limit: 10, live: 0, wanted: 0, hotWanted: 0, hungryMs: 0, recent: 0 };

/** How often it looks within a second. */
async function looksOf(starts: { starts: number; hotStarts: number }, wants: object): Promise<number> {
  jest.useFakeTimers();
  const tenant = { id: 't', share: 1, floor: 0, limit: 10, live: 0, hot: 0, campaigns: [{ ...campaign, ...wants }] };
  const account = { state: 'CLOSED', callsPerSecond: 1, retryAt: null };
  const view = { limit: 10, ...starts, reservePercent: 0, tenants: [tenant] };
  const take = jest.fn(() => Promise.resolve({ view, account }));
  const survey = { pace: () => Promise.resolve(account), take } as unknown as CapacitySurvey;
  const clock: Clock = { now: () => new Date(0) };
  const bell = new CapacityBell(survey, clock, { wakeIn: () => undefined } as unknown as PacingBell);
  await bell.ring();
  await jest.advanceTimersByTimeAsync(1_000);
  await bell.onModuleDestroy();
  jest.useRealTimers();
  return take.mock.calls.length;
}

it('looks again while somebody waits for a start in the line that is full', async () => {
  expect(await looksOf({ starts: 0, hotStarts: 2 }, { wanted: 3 })).toBeGreaterThan(1);
  expect(await looksOf({ starts: 2, hotStarts: 0 }, { hotWanted: 3 })).toBeGreaterThan(1);
});

it('does not where the starts are free, or nobody wants one', async () => {
  expect(await looksOf({ starts: 0, hotStarts: 0 }, {})).toBe(1);
  expect(await looksOf({ starts: 2, hotStarts: 2 }, { wanted: 3, live: 10 })).toBe(1);
});

it('rings once at a time, and waits for a ring under way when it stops', async () => {
  let underWay = 0;
  let most = 0;
  const ends: (() => void)[] = [];
  const take = async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise<void>((resolve) => ends.push(resolve));
    underWay -= 1;
    return {
      view: { tenants: [], limit: 10, starts: 1, hotStarts: 1, reservePercent: 0 },
      account: { state: 'CLOSED' },
    };
  };
  jest.useFakeTimers();
  const survey = { pace: () => Promise.resolve({}), take } as unknown as CapacitySurvey;
  const bell = new CapacityBell(survey, { now: () => new Date(0) }, {} as unknown as PacingBell);
  for (let n = 0; n < 2; n += 1) {
    bell.wake();
    await jest.advanceTimersByTimeAsync(100);
  }
  let isOver = false;
  const stopped = bell.onModuleDestroy().then(() => (isOver = true));
  for (let n = 0; n < 2; n += 1) {
    await jest.advanceTimersByTimeAsync(1);
    expect(isOver).toBe(false);
    ends.shift()?.();
  }
  await stopped;
  jest.useRealTimers();
  expect({ most, underWay }).toEqual({ most: 1, underWay: 0 });
});
