import { decideAbsent, decideOverdue, firstPollAt, pollAgainAt, type Outlived, type Polled } from './polling';

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

describe('a call that lives longer than any may', () => {
  const since = (seconds: number): Date => new Date(NOW.getTime() - seconds * 1_000);
  const dialed = { ...call, dialStartedAt: since(3_000), ringingAt: null };
  it.each<[string, Partial<Outlived>, ReturnType<typeof decideOverdue>]>([
    ['waits in the carrier’s queue', {}, null],
    ['is forgotten in the carrier’s queue', { dialStartedAt: since(3_600 + 25 + 300) }, 'END'],
    ['may just still ring', { status: 'RINGING', ringingAt: since(34) }, null],
    ['rings too long', { status: 'RINGING', ringingAt: since(35) }, 'HANG_UP'],
    ['rings for minutes', { status: 'RINGING', ringingAt: since(25 + 300) }, 'END'],
    ['may just still be talked on', { status: 'IN_PROGRESS', answeredAt: since(99) }, null],
    ['is talked on too long', { status: 'IN_PROGRESS', answeredAt: since(100) }, 'HANG_UP'],
    ['is talked on for minutes too long', { status: 'IN_PROGRESS', answeredAt: since(90 + 300) }, 'END'],
    ['is not known to the carrier', { status: 'UNKNOWN', dialStartedAt: since(90_000) }, null],
    ['is over', { status: 'BUSY', ringingAt: since(90_000) }, null],
  ])('%s', (_case, change, decision) => {
    expect(decideOverdue({ ...dialed, ...change }, NOW)).toBe(decision);
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
