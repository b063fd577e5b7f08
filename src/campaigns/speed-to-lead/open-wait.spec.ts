import { type OpenHours, openWaitMs } from './open-wait';

const HOUR_MS = 3_600_000;
const at = (hour: number): Date => new Date(Date.UTC(2026, 6, 7, hour));

/** Open from 8 to 21 of each day. */
function daily(moment: Date): OpenHours {
  const day = new Date(moment).setUTCHours(0, 0, 0, 0);
  const [opens, closes] = [day + 8 * HOUR_MS, day + 21 * HOUR_MS];
  if (moment.getTime() < opens) return { isOpen: false, opensAt: new Date(opens), closesAt: null };
  if (moment.getTime() >= closes) return { isOpen: false, opensAt: new Date(opens + 24 * HOUR_MS), closesAt: null };
  return { isOpen: true, opensAt: moment, closesAt: new Date(closes) };
}

describe('the part of a wait within the hours', () => {
  it.each([
    ['by day', 10, 12, 2],
    ['from the night on', 3, 9, 1],
    ['over a night', 20, 24 + 9, 2],
    ['over two nights', 20, 48 + 9, 15],
    ['all in the night', 22, 24 + 7, 0],
    ['none', 10, 10, 0],
  ])('%s', (_, from, to, hours) => {
    expect(openWaitMs(daily, at(from), at(to))).toBe(hours * HOUR_MS);
  });

  it('is nothing where nobody may be called', () => {
    expect(openWaitMs(() => ({ isOpen: false, opensAt: null, closesAt: null }), at(1), at(9))).toBe(0);
  });

  it('ends, whatever the hours say', () => {
    const stuck = (moment: Date): OpenHours => ({ isOpen: true, opensAt: moment, closesAt: moment });
    expect(openWaitMs(stuck, at(1), at(9))).toBe(0);
  });
});
