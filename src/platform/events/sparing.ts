import { sqlStateOf } from '../database/sql';

/** Data exception, integrity constraint violation, raised by a trigger (PostgreSQL, appendix A): the same rows fail again. */
const FAULTS_OF_DATA = ['22', '23', 'P0'];

/**
 * Does `work` for all items at once. When the database refuses what one of them brings, for each half of them, so that in the end only
 * those are left undone that cannot be done; what holds up everybody (a lock, a lost connection) is tried again by the next delivery.
 * @throws the first failure, once the others are done.
 */
export async function sparing<T>(items: readonly T[], work: (items: readonly T[]) => Promise<void>): Promise<void> {
  try {
    await work(items);
  } catch (error) {
    if (items.length < 2 || !FAULTS_OF_DATA.includes(sqlStateOf(error)?.slice(0, 2) ?? '')) throw error;
    const middle = items.length >> 1;
    await allOf([items.slice(0, middle), items.slice(middle)], (half) => sparing(half, work));
  }
}

/** One after the other, however the ones before fared. @throws the first failure, at the end. */
export async function allOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) await work(item).catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
