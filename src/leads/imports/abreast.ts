/** Items finished at the same time: while the database stores one, the other is put together, sent and committed. */
const ABREAST = 2;

export interface Preparation<T, P> {
  /** One item at a time, in their order. */
  prepare(item: T): Promise<P>;
  finish(prepared: P): Promise<void>;
  /** Items that share a key are finished one after the other, in their order. */
  keysOf(prepared: P): ReadonlySet<string>;
}

/**
 * Reads and prepares the next item while two others are finished: three are held at most. What has been prepared before the reading
 * fails is finished all the same, and nothing is begun after one that could not be finished.
 * @throws the first failure, when nothing is under way any more.
 */
export async function abreast<T, P>(items: AsyncIterable<T>, work: Preparation<T, P>): Promise<void> {
  const underWay = new Map<Promise<void>, ReadonlySet<string>>();
  const failures: unknown[] = [];
  const failed = (error: unknown): void => void failures.push(error);
  const mustWait = (keys: ReadonlySet<string>): boolean =>
    underWay.size >= ABREAST || [...underWay.values()].some((others) => shareOne(keys, others));
  try {
    for await (const item of items) {
      const prepared = await work.prepare(item);
      const keys = work.keysOf(prepared);
      while (mustWait(keys)) await Promise.race(underWay.keys());
      if (failures.length > 0) break;
      const finishing = work
        .finish(prepared)
        .catch(failed)
        .finally(() => underWay.delete(finishing));
      underWay.set(finishing, keys);
    }
  } catch (error) {
    failed(error);
  }
  await Promise.all(underWay.keys());
  if (failures.length > 0) throw failures[0];
}

function shareOne(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const key of some) if (others.has(key)) return true;
  return false;
}
