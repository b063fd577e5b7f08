import { type CampaignDemand, type CapacityView, reserveOf, roomIn, type TenantDemand } from './capacity-view';

/** Who has waited so long for a turn goes first, whatever the weights say. */
const STARVING_MS = 9_000;
/** Most calls given in one go; what is left is given in the next. */
const MOST_AT_ONCE = 1_000;

/** Somebody who may be given a call: a company among companies, a campaign among those of its company. */
interface Contender {
  readonly id: string;
  readonly share: number;
  readonly floor: number;
  live: number;
  recent: number;
  hungryMs: number;
}

interface CampaignTurn extends Contender {
  readonly limit: number;
  hotWanted: number;
  wanted: number;
  given: number;
}

interface TenantTurn extends Contender {
  readonly limit: number;
  readonly reserve: number;
  hot: number;
  readonly campaigns: readonly CampaignTurn[];
}

/** What is left of the platform, the account and its rate. */
interface Pot {
  room: number;
  hotRoom: number;
  starts: number;
  hotStarts: number;
}

/**
 * Gives each campaign its part of the calls that may be made now; a campaign that gets none is left out. Never above any limit, and
 * nothing is left while somebody within the limits wants it.
 *
 * Hot calls come first and may use the reserve. Each call goes to the company, and in it to the campaign, that
 * 1. has waited for a turn for 9 seconds and has nothing meanwhile, the longest first,
 * 2. has fewer calls at once than it is guaranteed,
 * 3. has least beside its weight: of calls at once, or, where the carrier's rate is what is short, of calls given lately.
 *
 * So what one does not use the others borrow, and give back as their calls end.
 */
export function allocate(view: CapacityView): ReadonlyMap<string, number> {
  const tenants = view.tenants.map((tenant) => turnOf(tenant, view.reservePercent));
  const pot = potOf(view);
  const byStarts = Math.min(pot.starts, MOST_AT_ONCE) < pot.room;
  let left = MOST_AT_ONCE;
  while (left > 0 && pot.hotRoom > 0 && pot.hotStarts > 0 && giveOne(tenants, pot, true, byStarts)) left -= 1;
  while (left > 0 && pot.room > 0 && pot.starts > 0 && giveOne(tenants, pot, false, byStarts)) left -= 1;
  const given = tenants.flatMap(({ campaigns }) => campaigns.filter((campaign) => campaign.given > 0));
  return new Map(given.map((campaign) => [campaign.id, campaign.given]));
}

function potOf({ tenants, limit, starts, hotStarts, reservePercent }: CapacityView): Pot {
  const live = tenants.reduce((sum, tenant) => sum + tenant.live, 0);
  const hot = tenants.reduce((sum, tenant) => sum + tenant.hot, 0);
  const reserve = reserveOf(limit, reservePercent);
  return {
    room: roomIn(limit, { live, hot }, reserve, false),
    hotRoom: roomIn(limit, { live, hot }, reserve, true),
    starts,
    hotStarts,
  };
}

function turnOf(tenant: TenantDemand, reservePercent: number): TenantTurn {
  const campaigns = tenant.campaigns.map((campaign) => ({ ...campaign, floor: 0, given: 0 }));
  return {
    id: tenant.id,
    share: tenant.share,
    floor: tenant.floor,
    limit: tenant.limit,
    reserve: reserveOf(tenant.limit, reservePercent),
    live: tenant.live,
    hot: tenant.hot,
    recent: campaigns.reduce((sum, { recent }) => sum + recent, 0),
    hungryMs: Math.max(0, ...campaigns.map(waitOf)),
    campaigns,
  };
}

/** Only who wants something can be kept waiting. */
function waitOf({ wanted, hotWanted, hungryMs }: CampaignDemand): number {
  return wanted + hotWanted > 0 ? hungryMs : 0;
}

/** False when nobody who may be given a call wants one. */
function giveOne(tenants: readonly TenantTurn[], pot: Pot, isHot: boolean, byStarts: boolean): boolean {
  const wants = (campaign: CampaignTurn): boolean =>
    (isHot ? campaign.hotWanted : campaign.wanted) > 0 && campaign.live < campaign.limit;
  const tenant = firstOf(
    tenants.filter((one) => roomIn(one.limit, one, one.reserve, isHot) > 0 && one.campaigns.some(wants)),
    byStarts,
  );
  const campaign = tenant && firstOf(tenant.campaigns.filter(wants), byStarts);
  if (!tenant || !campaign) return false;
  for (const contender of [tenant, campaign]) {
    contender.live += 1;
    contender.recent += 1;
    contender.hungryMs = 0;
  }
  campaign.given += 1;
  if (isHot) {
    campaign.hotWanted -= 1;
    tenant.hot += 1;
    pot.hotStarts -= 1;
  } else {
    campaign.wanted -= 1;
    pot.starts -= 1;
    pot.room -= 1;
  }
  pot.hotRoom -= 1;
  pot.room = Math.min(pot.room, pot.hotRoom);
  return true;
}

function firstOf<T extends Contender>(contenders: readonly T[], byStarts: boolean): T | undefined {
  let first: T | undefined;
  for (const one of contenders) if (!first || before(one, first, byStarts) < 0) first = one;
  return first;
}

function before(one: Contender, other: Contender, byStarts: boolean): number {
  return (
    starvingMs(other, byStarts) - starvingMs(one, byStarts) ||
    Number(isBelowFloor(other)) - Number(isBelowFloor(one)) ||
    loadOf(one, byStarts) - loadOf(other, byStarts) ||
    other.hungryMs - one.hungryMs ||
    (one.id < other.id ? -1 : 1)
  );
}

/** Who has calls under way is not starved by waiting for one more, unless it is turns that are short and not slots. */
function starvingMs({ hungryMs, live }: Contender, byStarts: boolean): number {
  return hungryMs >= STARVING_MS && (byStarts || live === 0) ? hungryMs : 0;
}

function isBelowFloor({ live, floor }: Contender): boolean {
  return live < floor;
}

/** What one would have beside its weight with one call more. Calls given lately stand for those that were too short to be seen. */
function loadOf({ live, recent, share }: Contender, byStarts: boolean): number {
  return ((byStarts ? recent : Math.max(live, recent)) + 1) / share;
}
