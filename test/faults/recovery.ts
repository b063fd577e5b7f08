import type { Run } from './run';

interface CallTimes {
  readonly lease_owner: string | null;
  readonly dial_started_at: Date;
  readonly accepted_at: Date | null;
  readonly ringing_at: Date | null;
  readonly answered_at: Date | null;
  readonly ended_at: Date | null;
  readonly unknown_since: Date | null;
}

/**
 * Seconds until things went on again, one sample for each of these:
 * - a process that was killed or frozen and each attempt it had under way: until the carrier's side of that attempt was known, whoever
 *   found it out (accepted, rung, picked up, ended, or proven never to have been placed);
 * - an attempt whose request was never answered: from the loss to the same point;
 * - each injection and each repair: until the next attempt of the system.
 */
export async function recoveryOf(run: Run): Promise<number[]> {
  const rows = await run.world.sql<CallTimes>(
    `select lease_owner, dial_started_at, accepted_at, ringing_at, answered_at, ended_at, unknown_since
     from calls where dial_started_at is not null order by dial_started_at`,
  );
  const calls = rows.map((row) => timesOf(run, row));
  return [
    ...calls.flatMap((call) => settlingOf(run, call)),
    ...run.marks.flatMap((mark) => {
      const next = calls.find(({ begun }) => begun > mark);
      return next ? [(next.begun - mark) / 1_000] : [];
    }),
  ];
}

interface OurTimes {
  readonly owner: string;
  readonly begun: number;
  readonly unknown?: number;
  /** Moments at which the carrier's side was known. */
  readonly evidence: readonly number[];
}

function timesOf(run: Run, row: CallTimes): OurTimes {
  const { world } = run;
  const evidence = [row.accepted_at, row.ringing_at, row.answered_at, row.ended_at];
  return {
    owner: row.lease_owner ?? '',
    begun: world.ours(row.dial_started_at),
    ...(row.unknown_since ? { unknown: world.ours(row.unknown_since) } : {}),
    evidence: evidence.flatMap((moment) => (moment ? [world.ours(moment)] : [])).sort((a, b) => a - b),
  };
}

/** One sample of a call that was held up, none of one that was not. */
function settlingOf(run: Run, { owner, begun, unknown, evidence }: OurTimes): number[] {
  const [settled] = evidence;
  if (settled === undefined) return [];
  const harm = run.strikes.find(
    ({ action, pid, at }) =>
      action !== 'note' && action !== 'throw' && isOwner(owner, pid) && begun <= at && settled > at,
  );
  const from = harm?.at ?? unknown;
  if (from === undefined || settled < from) return [];
  return [(settled - from) / 1_000];
}

function isOwner(owner: string, pid: number): boolean {
  return new RegExp(`(^|\\D)${pid}(\\D|$)`).test(owner);
}

/** The value below which the given share of the samples lies; 0 of none. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] ?? 0;
}
