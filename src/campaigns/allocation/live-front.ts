import type { EntityManager } from 'typeorm';
import { LIVE_SQL } from '../../calls/call-status';
import { monotonicMs } from '../../platform/clock/clock';
import { FullLooks } from '../../platform/database/full-looks';
import { rowOf } from '../../platform/database/sql';

/** A call is touched ever later, so none comes to lie before the front but by a transaction that was open for longer than MARGIN_MS. */
const MOST_REST_MS = 5_000;
const MARGIN_MS = 10_000;

/**
 * Since when the calls that are live have been touched. Those that have ended stay in the index of live calls while an old transaction
 * may still see them; once it is long to read, it is read from here.
 */
export class LiveFront {
  private readonly looks = new FullLooks(MOST_REST_MS);
  private isLong = false;
  private since = new Date(0);
  private lookedAt = new Date(0);

  /** @param look is given the front, or null to read the index as a whole. */
  async look<T>(tx: EntityManager, moment: Date, look: (front: Date | null) => Promise<T>): Promise<T> {
    const front = this.isLong ? await this.front(tx, moment) : null;
    const sinceMs = monotonicMs();
    const seen = await look(front);
    if (front === null) this.isLong = !FullLooks.isCheap(monotonicMs() - sinceMs);
    return seen;
  }

  private async front(tx: EntityManager, moment: Date): Promise<Date | null> {
    const sinceMs = monotonicMs();
    // A clock that is set back would overlook every new call.
    if (!this.looks.isDue(sinceMs) && moment >= this.lookedAt) return this.since;
    const first = await rowOf<{ at: Date | null }>(tx, FIRST, []);
    this.looks.made(sinceMs, monotonicMs());
    this.lookedAt = moment;
    const margin = moment.getTime() - MARGIN_MS;
    this.since = new Date(Math.min(margin, first?.at?.getTime() ?? margin));
    return this.looks.isResting ? this.since : null;
  }
}

const FIRST = /* sql */ `select min(updated_at) as at from calls where status in ${LIVE_SQL}`;
