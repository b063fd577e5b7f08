import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { allocate } from './allocate';
import { type CampaignDemand, type CapacityView, reserveOf, startsAt, type TenantDemand } from './capacity-view';
import { type Player, play } from '../../../test/support/play-allocation';

const UNBOUND = 1_000_000;

function campaign(id: string, more: Partial<CampaignDemand> = {}): CampaignDemand {
  return { id, share: 1, limit: UNBOUND, live: 0, wanted: 0, hotWanted: 0, hungryMs: 0, recent: 0, ...more };
}

function tenant(id: string, campaigns: readonly CampaignDemand[], more: Partial<TenantDemand> = {}): TenantDemand {
  const live = campaigns.reduce((sum, one) => sum + one.live, 0);
  return { id, share: 1, floor: 0, limit: UNBOUND, live, hot: 0, campaigns, ...more };
}

function view(tenants: readonly TenantDemand[], more: Partial<CapacityView> = {}): CapacityView {
  return { limit: 1_000, starts: 1_000, hotStarts: 1_000, reservePercent: 0, tenants, ...more };
}

const given = (one: CapacityView): Record<string, number> => Object.fromEntries(allocate(one));

describe('the sharing of capacity', () => {
  it('gives everybody what they want while there is enough', () => {
    const tenants = [tenant('a', [campaign('a1', { wanted: 7 })]), tenant('b', [campaign('b1', { wanted: 300 })])];
    expect(given(view(tenants))).toEqual({ a1: 7, b1: 300 });
  });

  it('shares by weight, among companies and among the campaigns of one', () => {
    const tenants = [
      tenant('a', [campaign('a1', { wanted: 99, share: 3 }), campaign('a2', { wanted: 99 })], { share: 2 }),
      tenant('b', [campaign('b1', { wanted: 99 })]),
    ];
    expect(given(view(tenants, { limit: 60 }))).toEqual({ a1: 30, a2: 10, b1: 20 });
  });

  it('lends what is guaranteed to one who is idle, and gives it back as calls end', () => {
    const lender = tenant('a', [campaign('a1')], { floor: 6 });
    const borrower = (live: number): TenantDemand => tenant('b', [campaign('b1', { live, wanted: 99 })]);
    expect(given(view([lender, borrower(0)], { limit: 10 }))).toEqual({ b1: 10 });
    const back = tenant('a', [campaign('a1', { wanted: 99 })], { floor: 6 });
    expect(given(view([back, borrower(10)], { limit: 10 }))).toEqual({});
    expect(given(view([back, borrower(7)], { limit: 10 }))).toEqual({ a1: 3 });
    const half = tenant('a', [campaign('a1', { wanted: 99, live: 3 })], { floor: 6 });
    expect(given(view([half, borrower(2)], { limit: 10 }))).toEqual({ a1: 3, b1: 2 });
  });

  it('keeps the reserve for those who wait', () => {
    const rush = tenant('a', [campaign('a1', { wanted: 99 })]);
    const form = tenant('b', [campaign('b1', { hotWanted: 99, wanted: 99 })]);
    expect(given(view([rush], { limit: 20, reservePercent: 10 }))).toEqual({ a1: 18 });
    expect(given(view([form], { limit: 20, reservePercent: 10 }))).toEqual({ b1: 20 });
    const busy = tenant('a', [campaign('a1', { live: 18, wanted: 99 })]);
    expect(given(view([busy, form], { limit: 20, reservePercent: 10 }))).toEqual({ b1: 2 });
    const filled = tenant('b', [campaign('b1', { live: 2, wanted: 99 })], { hot: 2 });
    expect(
      given(view([tenant('a', [campaign('a1', { live: 17, wanted: 9 })]), filled], { limit: 20, reservePercent: 10 })),
    ).toEqual({ b1: 1 });
  });

  it('keeps a reserve of a company’s own calls too', () => {
    const own = tenant('a', [campaign('a1', { wanted: 99 })], { limit: 10 });
    expect(given(view([own], { reservePercent: 10 }))).toEqual({ a1: 9 });
  });

  it('turns first to who has waited for nine seconds', () => {
    const tenants = [
      tenant('a', [campaign('a1', { wanted: 9, hungryMs: 1_000 })], { share: 100 }),
      tenant('b', [campaign('b1', { wanted: 9, hungryMs: 9_000, recent: 50 })]),
      tenant('c', [campaign('c1', { wanted: 9, hungryMs: 9_500, recent: 50 })]),
    ];
    expect(given(view(tenants, { starts: 1 }))).toEqual({ c1: 1 });
    expect(given(view(tenants, { starts: 3 }))).toEqual({ a1: 1, b1: 1, c1: 1 });
  });

  it.each([
    [4, 10, 0],
    [5, 10, 1],
    [9, 10, 1],
    [50, 10, 5],
    [100, 0, 0],
  ])('keeps of %i calls at %i percent %i', (limit, percent, kept) => {
    expect(reserveOf(limit, percent)).toBe(kept);
  });

  it('claims no more than a second of the rate ahead, and hot calls beside it', () => {
    expect(startsAt(1, { normal: 0, hot: 0 })).toEqual({ starts: 2, hotStarts: 5 });
    expect(startsAt(30, { normal: 31, hot: 3 })).toEqual({ starts: 0, hotStarts: 147 });
    expect(startsAt(0, { normal: 0, hot: 0 })).toEqual({ starts: 0, hotStarts: 0 });
  });
});

const small = integer({ min: 0, max: 12 });
const anyCampaign = record({
  share: integer({ min: 1, max: 9 }),
  limit: integer({ min: 0, max: 15 }),
  live: small,
  wanted: small,
  hotWanted: constantFrom(0, 0, 0, 2),
  hungryMs: integer({ min: 0, max: 12_000 }),
  recent: small,
});
const anyTenant = record({
  share: integer({ min: 1, max: 9 }),
  floor: small,
  limit: integer({ min: 0, max: 40 }),
  hot: constantFrom(0, 0, 1, 3),
  campaigns: array(anyCampaign, { maxLength: 4 }),
});
const anyView = record({
  limit: integer({ min: 0, max: 60 }),
  starts: integer({ min: 0, max: 60 }),
  hotStarts: integer({ min: 0, max: 20 }),
  reservePercent: constantFrom(0, 10, 50),
  tenants: array(anyTenant, { maxLength: 5 }),
}).map(({ tenants, ...rest }) => ({
  ...rest,
  tenants: tenants.map((one, n): TenantDemand => {
    const campaigns = one.campaigns.map((each, m): CampaignDemand => ({ ...each, id: `${n}.${m}` }));
    const live = campaigns.reduce((sum, each) => sum + each.live, 0);
    return { ...one, id: `${n}`, live, hot: Math.min(one.hot, live), campaigns };
  }),
}));

const withoutHot = (one: CampaignDemand): CampaignDemand => ({ ...one, hotWanted: 0 });
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

describe('whatever is asked of it, the sharing of capacity', () => {
  it('never passes a limit, nor gives more than is wanted', () => {
    assert(
      property(anyView, (any) => {
        const gifts = allocate(any);
        const total = sumOf([...gifts.values()]);
        const live = sumOf(any.tenants.map((one) => one.live));
        expect(total).toBeLessThanOrEqual(Math.max(0, any.limit - live));
        expect(total).toBeLessThanOrEqual(any.starts + any.hotStarts);
        for (const one of any.tenants) {
          const gift = sumOf(one.campaigns.map(({ id }) => gifts.get(id) ?? 0));
          if (gift > 0) expect(one.live + gift).toBeLessThanOrEqual(one.limit);
          for (const each of one.campaigns) {
            const own = gifts.get(each.id) ?? 0;
            expect(own).toBeLessThanOrEqual(each.wanted + each.hotWanted);
            if (own > 0) expect(each.live + own).toBeLessThanOrEqual(each.limit);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves nothing that somebody within the limits wants', () => {
    assert(
      property(anyView, (any) => {
        const tenants = any.tenants.map((one) => ({ ...one, hot: 0, campaigns: one.campaigns.map(withoutHot) }));
        const gifts = allocate({ ...any, tenants, reservePercent: 0 });
        const total = sumOf([...gifts.values()]);
        const free = any.limit - sumOf(tenants.map((one) => one.live)) - total;
        const unmet = tenants.filter((one) => {
          const gift = sumOf(one.campaigns.map(({ id }) => gifts.get(id) ?? 0));
          const isShort = (each: CampaignDemand, own: number): boolean =>
            own < each.wanted && each.live + own < each.limit;
          return one.live + gift < one.limit && one.campaigns.some((each) => isShort(each, gifts.get(each.id) ?? 0));
        });
        expect(free > 0 && total < any.starts ? unmet : []).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives nobody above their floor anything while one below it goes without', () => {
    assert(
      property(anyView, (any) => {
        const calm = any.tenants.map((one) => {
          const campaigns = one.campaigns.map((each) => ({ ...withoutHot(each), hungryMs: 0 }));
          return { ...one, hot: 0, campaigns };
        });
        const gifts = allocate({ ...any, tenants: calm, reservePercent: 0 });
        const giftOf = (one: TenantDemand): number => sumOf(one.campaigns.map(({ id }) => gifts.get(id) ?? 0));
        const isDeprived = (one: TenantDemand): boolean =>
          one.live + giftOf(one) < Math.min(one.floor, one.limit) &&
          one.campaigns.some((each) => (gifts.get(each.id) ?? 0) < Math.min(each.wanted, each.limit - each.live));
        const isSpoilt = (one: TenantDemand): boolean => giftOf(one) > 0 && one.live + giftOf(one) > one.floor;
        if (calm.some(isDeprived)) expect(calm.filter(isSpoilt)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('over an hour of a virtual clock', () => {
  const three = (more: Partial<Player> = {}): Player[] =>
    [5, 3, 1].map((share) => ({ share, floor: 0, limit: UNBOUND, callSeconds: 30, from: 0, until: 3_600, ...more }));
  const within = (share: number, actual: number): void => {
    expect(actual).toBeGreaterThan(share * 0.9);
    expect(actual).toBeLessThan(share * 1.1);
  };

  it.each([0.5, 8, 30, 240])('shares a rate of one call a second 5 : 3 : 1, calls of %d s', (callSeconds) => {
    const { starts, longestWaitMs } = play(three({ callSeconds }), { limit: 1_000, callsPerSecond: 1 });
    const total = sumOf(starts);
    expect(total).toBeGreaterThan(3_500);
    [5, 3, 1].forEach((share, n) => within((total * share) / 9, starts[n] ?? 0));
    expect(longestWaitMs).toBeLessThanOrEqual(10_000);
  });

  it.each([3, 20, 90, 300])('shares 45 calls at once 5 : 3 : 1, calls of %d s', (callSeconds) => {
    const { slotSeconds } = play(three({ callSeconds }), { limit: 45, callsPerSecond: 100 });
    const total = sumOf(slotSeconds);
    [5, 3, 1].forEach((share, n) => within((total * share) / 9, slotSeconds[n] ?? 0));
  });

  it('leaves nobody without a turn for ten seconds, however much the others weigh', () => {
    const players = three().map((player, n) => ({ ...player, share: n === 2 ? 1 : 100 }));
    expect(play(players, { limit: 1_000, callsPerSecond: 1 }).longestWaitMs).toBeLessThanOrEqual(10_000);
  });

  it('gives a floor back within the length of the longest call', () => {
    const [big, , small] = three({ callSeconds: 20 });
    if (!big || !small) throw new Error('there are three');
    const late: Player = { ...small, floor: 30, from: 600 };
    const { live } = play([{ ...big, limit: 40 }, late], { limit: 40, callsPerSecond: 100 });
    expect(live(599)).toEqual([40, 0]);
    expect(live(632)[1]).toBeGreaterThanOrEqual(30);
  });
});
