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
