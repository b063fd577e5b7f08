import { allocate } from '../../src/campaigns/allocation/allocate';
import { faded, startsAt } from '../../src/campaigns/allocation/capacity-view';

/** A company with one campaign that never runs out of people, between two seconds. */
export interface Player {
  readonly share: number;
  readonly floor: number;
  readonly limit: number;
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

interface Course {
  recent: number;
  lastAt: number;
  readonly starts: number[];
}

const TICK_MS = 250;
const END_MS = 3_600_000;

/** Plays the sharing of capacity on a virtual clock, without reserve: calls are claimed, wait for the rate, and end. */
export function play(players: readonly Player[], pot: { limit: number; callsPerSecond: number }): Played {
  const courses = players.map((player): Course => ({ recent: 0, lastAt: player.from * 1_000, starts: [] }));
  const liveOf = (n: number, ms: number): number => {
    const from = ms - (players[n]?.callSeconds ?? 0) * 1_000;
    return (courses[n]?.starts ?? []).filter((at) => at > from && at <= ms).length;
  };
  let longestWaitMs = 0;
  let tokens = 0;
  for (let ms = 0; ms < END_MS; ms += TICK_MS) {
    tokens = Math.min(
      tokens + (pot.callsPerSecond * TICK_MS) / 1_000,
      startsAt(pot.callsPerSecond, { normal: 0, hot: 0 }).starts,
    );
    const tenants = players.map((player, n) => {
      const course = courses[n];
      const live = liveOf(n, ms);
      const wanted = ms >= player.from * 1_000 && ms < player.until * 1_000 ? 100 : 0;
      const hungryMs = wanted > 0 ? ms - (course?.lastAt ?? 0) : 0;
      const recent = course?.recent ?? 0;
      const campaign = { id: `${n}`, share: 1, limit: player.limit, live, wanted, hotWanted: 0, hungryMs, recent };
      return {
        id: `${n}`,
        share: player.share,
        floor: player.floor,
        limit: player.limit,
        live,
        hot: 0,
        campaigns: [campaign],
      };
    });
    const gifts = allocate({ limit: pot.limit, starts: Math.floor(tokens), hotStarts: 0, reservePercent: 0, tenants });
    for (const [n, course] of courses.entries()) {
      const gift = gifts.get(`${n}`) ?? 0;
      course.recent = faded(course.recent, TICK_MS) + gift;
      tokens -= gift;
      if (gift === 0) continue;
      longestWaitMs = Math.max(longestWaitMs, ms - course.lastAt);
      course.lastAt = ms;
      for (let call = 0; call < gift; call += 1) course.starts.push(ms);
    }
  }
  return {
    starts: courses.map(({ starts }) => starts.length),
    slotSeconds: courses.map(({ starts }, n) => starts.length * (players[n]?.callSeconds ?? 0)),
    longestWaitMs,
    live: (second) => courses.map((_, n) => liveOf(n, second * 1_000)),
  };
}
