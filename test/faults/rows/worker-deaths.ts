import type { Row } from '../row';
import { drawn } from '../seeded';

type Points = readonly string[];

/** One worker is told one of the points in turn and dies there after a while, and so does the one that takes its seat. */
function dying(
  points: Points,
  from: number,
  to: number,
  prefix: 'worker' | 'api' = 'worker',
): NonNullable<Row['extras']> {
  return (seed) => (seat, incarnation) => {
    if (seat !== `${prefix}-1`) return {};
    const point = points[incarnation % points.length];
    return { FAILPOINTS: `${point}=kill,after=${drawn(from, to, seed, seat, incarnation)},n=1` };
  };
}

const KILLS = 5;
const MOST_MS = 55_000;
const LEAST_MS = 25_000;

function deathAt(id: string, title: string, points: Points, more: Partial<Row> = {}): Row {
  return {
    id,
    title,
    extras: dying(points, 8, 25),
    inject: (run) => run.untilStruck(KILLS, MOST_MS, LEAST_MS),
    ...more,
  };
}

export const WORKER_DEATHS: readonly Row[] = [
  deathAt('F01', 'worker dies before the claim commits', ['claim.before_commit'], {
    extras: dying(['claim.before_commit'], 3, 12),
  }),
  deathAt('F02', 'worker dies after the claim, before the bell', ['claim.after_commit', 'ring.before_add'], {
    extras: dying(['claim.after_commit', 'ring.before_add'], 3, 12),
  }),
  deathAt('F03', 'worker dies before the request', ['dial.before_post']),
  deathAt('F04', 'worker dies with the request on the wire', ['dial.post_sent'], {
    inject: async (run) => {
      await run.setFaults({ hangWithoutDial: { p: 0.3 } });
      await run.untilStruck(KILLS, MOST_MS, LEAST_MS);
    },
  }),
  deathAt('F05', 'worker dies between answer and commit', ['dial.response_received', 'dial.before_commit'], {}),
  deathAt('F06', 'worker dies after the commit, before the fact goes out', ['dial.after_commit', 'outbox.published']),
  {
    id: 'F07',
    title: 'frozen worker, for twice its lease',
    // The longest lease is that of facts, 10 s. Both times the same worker: while one is frozen the other does the work.
    extras: (seed) => (seat, incarnation) => {
      if (incarnation > 0 || seat !== 'worker-1') return {};
      const [first, second] = [drawn(10, 20, seed, seat), drawn(30, 45, seed, seat)];
      return {
        FAILPOINTS: `dial.checked=stop:25000,after=${first},once;dial.before_post=stop:25000,after=${second},once`,
      };
    },
    inject: (run) => run.keepCalling(75_000),
  },
  {
    id: 'F09',
    title: 'blocked loop of 20 s in a worker',
    extras: (seed) => (seat) => {
      if (!seat.startsWith('worker')) return {};
      return { FAILPOINTS: `dial.checked=block:20000,after=${drawn(20, 60, seed, seat)},once` };
    },
    inject: async (run) => {
      const watch = watchLiveness(run.world.crew.workers.map((seat) => run.world.crew.urlOf(seat)));
      await run.keepCalling(45_000);
      const longest = await watch.end();
      run.note(`liveness was silent for ${(longest / 1_000).toFixed(1)} s at most`);
      if (longest > 30_000) run.violate('liveness/silent', { longest });
    },
  },
  deathAt('X01', 'API dies while it takes a callback', ['webhook.stored', 'webhook.applied_before_commit'], {
    extras: dying(['webhook.stored', 'webhook.applied_before_commit'], 40, 120, 'api'),
  }),
  deathAt(
    'X02',
    'worker dies around an assessment',
    ['qualify.reserved', 'qualify.answered', 'qualify.settled_before_commit'],
    { extras: dying(['qualify.reserved', 'qualify.answered', 'qualify.settled_before_commit'], 5, 20), crowd: 'KEEN' },
  ),
  deathAt('X03', 'worker dies after it has read the list of the carrier', ['reconcile.listed'], {
    extras: dying(['reconcile.listed'], 2, 8),
    inject: async (run) => {
      await run.setFaults({ hangAndDial: { p: 0.2 }, hangWithoutDial: { p: 0.2 }, drop: { p: 0.5 } });
      await run.untilStruck(5, MOST_MS, LEAST_MS);
    },
  }),
];

/** Asks the processes again and again whether they live. */
function watchLiveness(urls: readonly string[]): { end(): Promise<number> } {
  const over = new AbortController();
  let longest = 0;
  const watching = urls.map(async (url) => {
    let heard = Date.now();
    while (!over.signal.aborted) {
      const answer = await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined);
      if (answer?.ok) heard = Date.now();
      longest = Math.max(longest, Date.now() - heard);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });
  return {
    end: async () => {
      over.abort();
      await Promise.all(watching);
      return longest;
    },
  };
}
