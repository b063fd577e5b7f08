import { BATCH, type Capacity, type LimitLeft } from './capacity';
import { nextLook, type PassOutcome } from './pass-outcome';

const moment = new Date('2026-07-07T18:00:00Z');
const inMs = (ms: number): Date => new Date(moment.getTime() + ms);
const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => `${n}`);

function capacity(limit: number, tightest: Partial<LimitLeft> = {}, isWantedByOthers = false): Capacity {
  const limits = [{ gate: 'CAMPAIGN_CONCURRENCY' as const, left: limit, clearsAt: null, ...tightest }];
  return {
    campaignSlots: 0,
    tenantSlots: 0,
    dailyCalls: 0,
    limit,
    normalLimit: limit,
    limits,
    normalLimits: limits,
    isWantedByOthers,
  };
}

function look(claimed: number, due: number, more: Partial<PassOutcome>): ReturnType<typeof nextLook> {
  const outcome = { claimed: { normal: ids(claimed), hot: [] }, due: { hot: 0, normal: due }, nextDueAt: inMs(1_500) };
  const account = { state: 'CLOSED' as const, callsPerSecond: 1, retryAt: null };
  return nextLook({ ...outcome, account, capacity: null, ...more }, moment);
}

describe('when a pass looks again', () => {
  it('is when somebody is due next, after everybody due was called', () => {
    expect(look(0, 0, {})).toEqual({ campaignMs: 1_500, capacityMs: null });
    expect(look(2, 2, { capacity: capacity(2) })).toEqual({ campaignMs: 1_500, capacityMs: null });
    expect(look(1, 3, { capacity: capacity(2) })).toEqual({ campaignMs: 1_500, capacityMs: null });
    expect(look(0, 0, { nextDueAt: null })).toEqual({ campaignMs: null, capacityMs: null });
  });

  it('is at once after a full batch', () => {
    expect(look(BATCH, 100, { capacity: capacity(BATCH) })).toEqual({ campaignMs: 20, capacityMs: null });
  });

  it('is up to the event that frees a slot', () => {
    expect(look(2, 9, { capacity: capacity(2) })).toEqual({ campaignMs: null, capacityMs: null });
  });

  it('is the moment at which the limit clears', () => {
    const midnight = { gate: 'DAILY_LIMIT' as const, clearsAt: inMs(4_000) };
    expect(look(0, 9, { capacity: capacity(0, midnight) })).toEqual({ campaignMs: 4_000, capacityMs: null });
  });

  it.each([
    [1, 500],
    [4, 125],
    [1_000, 50],
  ])('is, of whoever waits for %d calls a second, after %d ms', (callsPerSecond, ms) => {
    const account = { state: 'CLOSED' as const, callsPerSecond, retryAt: null };
    for (const gate of ['CARRIER_RATE', 'FAIR_SHARE'] as const)
      expect(look(0, 9, { capacity: capacity(0, { gate }), account })).toEqual({ campaignMs: null, capacityMs: ms });
  });

  it('is at once for others who want what was left over', () => {
    expect(look(1, 9, { capacity: capacity(2, {}, true) })).toEqual({ campaignMs: 1_500, capacityMs: 0 });
  });
});
