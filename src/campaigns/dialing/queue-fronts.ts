import { PRIORITY } from '../rules/enrolment-state';

/** Where the queues of a campaign begin: one for each zone and priority. */
export interface QueueFronts {
  /** Nobody in this queue was due before; null when nothing is known of it. */
  since(zone: string, priority: number): Date | null;
  /** Whoever was put back with an older moment is seen after so many ms at the latest; null when nobody can be overlooked. */
  readonly overlooksForMs: number | null;
}

export const FROM_THE_FIRST: QueueFronts = { since: () => null, overlooksForMs: null };

const PRIORITIES: readonly number[] = Object.values(PRIORITY);

type Since = Date | '-infinity';

/**
 * For `unnest($3::text[], $4::int[], $5::timestamptz[]) as queue (zone, priority, since)`. What is not known is said here, since row
 * security lets an index be searched for a plain column, not for an expression of one.
 */
export function queuesOf(
  zones: readonly string[],
  fronts: QueueFronts,
  priorities = PRIORITIES,
): [zones: string[], priorities: number[], since: Since[]] {
  const queues = zones.flatMap((zone) => priorities.map((priority) => ({ zone, priority })));
  return [
    queues.map(({ zone }) => zone),
    queues.map(({ priority }) => priority),
    queues.map(({ zone, priority }) => fronts.since(zone, priority) ?? '-infinity'),
  ];
}
