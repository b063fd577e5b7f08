import { allocate } from '../../src/campaigns/allocation/allocate';
import { faded, startsAt, type TenantDemand } from '../../src/campaigns/allocation/capacity-view';

/** A company with one campaign that never runs out of people, between two seconds. */
export interface Player {
  readonly share: number;
  readonly floor: number;
  readonly limit: number;
  /** Mean length of a call; they last from half to one and a half of it. */
  readonly callSeconds: number;
  readonly from: number;
  readonly until: number;
}

export interface Played {
  /** Calls of each player. */
  readonly starts: readonly number[];
  /** Seconds of calls of each player. */
  readonly slotSeconds: readonly number[];
  readonly longestWaitMs: number;
  /** Calls at once of each player at a second. */
  readonly live: (second: number) => readonly number[];
}

interface Line {
  readonly from: number;
  readonly until: number;
}

interface Course {
  recent: number;
  lastAt: number;
  readonly calls: Line[];
}

const TICK_MS = 250;
const END_MS = 3_600_000;
/** Spreads numbers evenly between 0 and 1, without a generator. */
const GOLDEN = 0.618033988749895;

/** Plays the sharing of capacity on a virtual clock, without reserve: calls are claimed, wait for the rate, and end. */
export function play(players: readonly Player[], pot: { limit: number; callsPerSecond: number }): Played {
  const courses = players.map((player): Course => ({ recent: 0, lastAt: player.from * 1_000, calls: [] }));
  const most = startsAt(pot.callsPerSecond, { normal: 0, hot: 0 }).starts;
  let longestWaitMs = 0;
  let tokens = 0;
  for (let ms = 0; ms < END_MS; ms += TICK_MS) {
    tokens = Math.min(tokens + (pot.callsPerSecond * TICK_MS) / 1_000, most);
    const tenants = players.map((player, n) => demandOf(player, courses[n], n, ms));
    const gifts = allocate({ limit: pot.limit, starts: Math.floor(tokens), hotStarts: 0, reservePercent: 0, tenants });
    for (const [n, course] of courses.entries()) {
      const gift = gifts.get(`${n}`) ?? 0;
      course.recent = faded(course.recent, TICK_MS) + gift;
      tokens -= gift;
      if (gift > 0) longestWaitMs = Math.max(longestWaitMs, ms - course.lastAt);
      begin(course, gift, players[n]?.callSeconds ?? 0, ms);
    }
  }
  return {
    starts: courses.map(({ calls }) => calls.length),
    slotSeconds: courses.map(({ calls }) => calls.reduce((sum, { from, until }) => sum + (until - from) / 1_000, 0)),
    longestWaitMs,
    live: (second) => courses.map((course) => liveOf(course, second * 1_000)),
  };
}

function begin(course: Course, count: number, callSeconds: number, ms: number): void {
  if (count > 0) course.lastAt = ms;
  for (let call = 0; call < count; call += 1) {
    const part = 0.5 + ((course.calls.length * GOLDEN) % 1);
    course.calls.push({ from: ms, until: ms + part * callSeconds * 1_000 });
  }
}

function liveOf(course: Course | undefined, ms: number): number {
  return (course?.calls ?? []).filter(({ from, until }) => from <= ms && until > ms).length;
}

function demandOf(player: Player, course: Course | undefined, n: number, ms: number): TenantDemand {
  const wanted = ms >= player.from * 1_000 && ms < player.until * 1_000 ? 100 : 0;
  const hungryMs = wanted > 0 ? ms - (course?.lastAt ?? 0) : 0;
  const own = { id: `${n}`, share: player.share, limit: player.limit, live: liveOf(course, ms) };
  const campaign = { ...own, share: 1, wanted, hotWanted: 0, hungryMs, recent: course?.recent ?? 0 };
  return { ...own, floor: player.floor, hot: 0, campaigns: [campaign] };
}
