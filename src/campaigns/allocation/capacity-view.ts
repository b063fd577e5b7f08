/** A campaign as the sharing of capacity sees it. */
export interface CampaignDemand {
  readonly id: string;
  /** Weight among the campaigns of its company, 1 or more. */
  readonly share: number;
  /** Calls at once it may have. */
  readonly limit: number;
  readonly live: number;
  /** People due who could be called at once, if there were room: those not called before in a campaign that calls at once, and others. */
  readonly hotWanted: number;
  readonly wanted: number;
  /** Milliseconds since it has been given anything while somebody was due. */
  readonly hungryMs: number;
  /** Calls it was given lately, fading: see `faded`. */
  readonly recent: number;
}

/** A company as the sharing of capacity sees it; calls by hand count as live and hot. */
export interface TenantDemand {
  readonly id: string;
  /** Weight among the companies, 1 or more. */
  readonly share: number;
  /** Calls at once it gets before others get more than theirs. */
  readonly floor: number;
  readonly limit: number;
  readonly live: number;
  /** Those of the live calls that somebody waits for. */
  readonly hot: number;
  readonly campaigns: readonly CampaignDemand[];
}

/** Everything that is short, and everybody who wants of it, at one moment. */
export interface CapacityView {
  /** Calls at once of the platform or of the carrier account, whichever is less. */
  readonly limit: number;
  /** Calls that may be claimed now without waiting long for the carrier's rate, NORMAL and HOT ones. */
  readonly starts: number;
  readonly hotStarts: number;
  /** Part of each number of calls at once that is kept for hot ones. */
  readonly reservePercent: number;
  readonly tenants: readonly TenantDemand[];
}

/** Where so few calls are allowed nothing is kept back. */
const TOO_FEW_TO_KEEP = 5;

/** Of `limit` calls at once, those kept for hot ones: at least one, where the limit allows. */
export function reserveOf(limit: number, percent: number): number {
  return percent === 0 || limit < TOO_FEW_TO_KEEP ? 0 : Math.max(1, Math.floor((limit * percent) / 100));
}

/** How many more calls a limit allows; `isHot`: the reserve included. Hot calls fill the reserve first. */
export function roomIn(
  limit: number,
  { live, hot }: { live: number; hot: number },
  reserve: number,
  isHot: boolean,
): number {
  return Math.max(0, limit - (isHot ? live : Math.max(live, live - hot + reserve)));
}

/** Seconds in which a call given lately counts for less than half. */
export const FADING_SECONDS = 20;

/** What is left of a count of calls after this long. */
export function faded(count: number, elapsedMs: number): number {
  return count * Math.exp(-Math.max(0, elapsedMs) / (FADING_SECONDS * 1_000));
}

/** Seconds of the carrier's rate that may be claimed ahead; what more is claimed would wait ahead of others whose turn it is. */
const HORIZON_SECONDS = 1;
/** With less the line would stand still between two looks. */
const LEAST_AHEAD = 2;
/** Hot calls stand in no line of normal ones, so they may stand in a longer one. */
const HOT_HORIZON_SECONDS = 5;

/** How many calls may be claimed ahead of the rate, beside those claimed already; nothing while the account takes no calls. */
export function startsAt(
  callsPerSecond: number,
  queued: { normal: number; hot: number },
): { starts: number; hotStarts: number } {
  if (callsPerSecond <= 0) return { starts: 0, hotStarts: 0 };
  const ahead = Math.max(LEAST_AHEAD, Math.ceil(callsPerSecond * HORIZON_SECONDS));
  const hotAhead = Math.max(LEAST_AHEAD, Math.ceil(callsPerSecond * HOT_HORIZON_SECONDS));
  return { starts: Math.max(0, ahead - queued.normal), hotStarts: Math.max(0, hotAhead - queued.hot) };
}

/** Where the carrier's rate is what holds, room comes back call by call; looking faster than this would only cost. */
const SHORTEST_RATE_PAUSE_MS = 50;
const LONGEST_RATE_PAUSE_MS = 500;

/** Until half of the calls that may be claimed ahead have gone, in milliseconds. */
export function ratePauseMs(callsPerSecond: number): number {
  return Math.min(LONGEST_RATE_PAUSE_MS, Math.max(SHORTEST_RATE_PAUSE_MS, 500 / Math.max(callsPerSecond, 1)));
}
