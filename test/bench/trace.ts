/** One statement as it reached the driver. */
export interface TracedStatement {
  readonly text: string;
  /** Of a statement each connection plans once. */
  readonly name?: string;
  /** As given to the driver: texts, numbers, dates, bytes, lists of them. */
  readonly values: readonly unknown[];
}

/** A transaction of the program, from BEGIN to COMMIT or ROLLBACK. */
export interface TracedTransaction {
  /** Database role it ran as. */
  readonly role: string;
  readonly statements: readonly TracedStatement[];
}

/** A transaction and those that must have ended before it may begin. */
export interface ReplayStep extends TracedTransaction {
  readonly after: readonly number[];
}

/** Ids that more than this share of all transactions name (a tenant, a campaign, an agent) order nothing. */
const COMMON_SHARE = 0.1;

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * Orders a trace, as recorded, for a replay on several connections: a transaction waits for the last one before it that named one
 * of its ids. Steps of one call so stay in order, and different calls hold nobody up.
 */
export function orderTrace(trace: readonly TracedTransaction[]): ReplayStep[] {
  const named = trace.map(idsOf);
  const counts = new Map<string, number>();
  for (const ids of named) for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  const limit = Math.max(2, trace.length * COMMON_SHARE);
  const last = new Map<string, number>();
  return trace.map((transaction, index) => {
    const after = new Set<number>();
    for (const id of named[index] ?? []) {
      if ((counts.get(id) ?? 0) > limit) continue;
      const before = last.get(id);
      if (before !== undefined) after.add(before);
      last.set(id, index);
    }
    return { ...transaction, after: [...after] };
  });
}

function idsOf({ statements }: TracedTransaction): Set<string> {
  return new Set(statements.flatMap(({ values }) => JSON.stringify(values).match(UUID) ?? []));
}
