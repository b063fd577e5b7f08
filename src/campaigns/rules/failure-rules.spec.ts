import { isFailingTooOften, probeAfter, verdictOfTrial } from './failure-rules';

const calls = (ended: number, failed: number) => ({ ended, failed, isProbing: false, firstOfTrial: null });

describe('the breaker of a campaign', () => {
  it.each([
    [19, 19, false],
    [20, 10, false],
    [20, 11, true],
  ])('of %i calls %i failed: opens %s', (ended, failed, opens) => {
    expect(isFailingTooOften(calls(ended, failed))).toBe(opens);
  });

  it('tries again after five minutes, doubled each time, an hour at most', () => {
    const moment = new Date('2026-07-07T18:00:00Z');
    const minutes = [0, 1, 2, 3, 4, 50].map(
      (trips) => (probeAfter(trips, moment).getTime() - moment.getTime()) / 60_000,
    );
    expect(minutes).toEqual([5, 10, 20, 40, 60, 60]);
  });

  it('judges a trial by its first call, and only a trial', () => {
    expect(verdictOfTrial({ ...calls(3, 3), isProbing: true, firstOfTrial: 'SUCCEEDED' })).toBe('SUCCEEDED');
    expect(verdictOfTrial({ ...calls(3, 3), isProbing: true, firstOfTrial: null })).toBeNull();
    expect(verdictOfTrial({ ...calls(20, 20), firstOfTrial: 'FAILED' })).toBeNull();
  });
});
