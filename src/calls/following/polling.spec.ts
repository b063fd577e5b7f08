import { decideAbsent, firstPollAt, pollAgainAt, type Polled } from './polling';

const NOW = new Date('2026-07-07T18:00:00Z');
const call: Polled = {
  status: 'DIALING',
  providerCallId: 'CA1',
  ringTimeoutSeconds: 25,
  maxCallSeconds: 90,
  answeredAt: null,
};
const secondsUntil = (moment: Date | null): number | null => moment && (moment.getTime() - NOW.getTime()) / 1_000;

describe('when the carrier is asked for a call', () => {
  it.each<[string, Partial<Polled>, number | null]>([
    ['accepted, and nothing heard', {}, 10],
    ['ringing as long as it may', { status: 'RINGING' }, 35],
    ['talking', { status: 'IN_PROGRESS' }, 60],
    ['talking almost as long as it may', { status: 'IN_PROGRESS', answeredAt: new Date(NOW.getTime() - 80_000) }, 20],
    ['not known to the carrier', { providerCallId: null }, null],
    ['over', { status: 'BUSY' }, null],
    ['waiting for reconciliation', { status: 'UNKNOWN' }, null],
  ])('%s', (_case, change, seconds) => {
    expect(secondsUntil(firstPollAt({ ...call, ...change }, NOW))).toBe(seconds);
  });

  it('more and more seldom while it changes nothing', () => {
    expect([0, 1, 2, 3, 50].map((polls) => secondsUntil(pollAgainAt(call, polls, NOW)))).toEqual([10, 20, 40, 60, 60]);
    const overdue = { ...call, status: 'IN_PROGRESS' as const, answeredAt: new Date(NOW.getTime() - 3_600_000) };
    expect(secondsUntil(pollAgainAt(overdue, 3, NOW))).toBe(60);
  });
});

describe('a call whose id the carrier does not know', () => {
  it.each([
    [null, 'ASK_AGAIN'],
    [29_999, 'ASK_AGAIN'],
    [30_000, 'END'],
  ] as const)('said so first %s ms ago', (ageMs, decision) => {
    const since = ageMs === null ? null : new Date(NOW.getTime() - ageMs);
    expect(decideAbsent(since, NOW, 30_000)).toBe(decision);
  });
});
