import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { monotonicMs } from '../../platform/clock/clock';
import { FullLooks } from '../../platform/database/full-looks';
import { rowsOf } from '../../platform/database/sql';
import type { Campaign } from '../campaign.entity';
import { FROM_THE_FIRST, type QueueFronts, queuesOf } from './queue-fronts';

/** The longest anybody may be overlooked who was put back with a moment that is long over. */
const MOST_REST_MS = 1_000;
/** Those who came to wait in a transaction that was open at the time of the look. */
const MARGIN_MS = 10_000;
/** Campaigns remembered; those of long ago are forgotten first. */
const MOST_CAMPAIGNS = 1_000;

interface Known {
  readonly looks: FullLooks;
  /** First moment at which somebody of a queue is due, by `zone:priority`. */
  readonly firsts: Map<string, Date>;
  /** Of the look. */
  moment: Date;
}

type Queues = Pick<Campaign, 'tenantId' | 'id'>;

/**
 * Where the queues of campaigns begin. Those who have been called leave dead entries in front of those who wait, and an old
 * transaction somewhere keeps them from being cleared away. While looks from the front are cheap nothing is known, nor asked.
 */
@Injectable()
export class QueueFrontBook {
  private readonly known = new Map<string, Known>();

  /** @param zones all of the company. */
  async of(tx: EntityManager, campaign: Queues, zones: readonly string[], moment: Date): Promise<QueueFronts> {
    const known = this.known.get(campaign.id);
    if (!known) return FROM_THE_FIRST;
    const nowMs = monotonicMs();
    // A clock that is set back would overlook everybody who comes.
    const isFull = known.looks.isDue(nowMs) || moment < known.moment;
    if (isFull && !(await this.look(tx, campaign, { known, zones, moment }))) return FROM_THE_FIRST;
    const margin = new Date(known.moment.getTime() - MARGIN_MS);
    const since = (zone: string, priority: number): Date => {
      const first = known.firsts.get(`${zone}:${priority}`);
      return first && first < margin ? first : margin;
    };
    return { since, overlooksForMs: isFull ? null : known.looks.restLeftMs(nowMs) };
  }

  /** Looks at the queues of a campaign for `work`; when that was expensive from their front, the next one asks where they begin. */
  async timed<T>({ id }: Queues, fronts: QueueFronts, work: () => Promise<T>): Promise<T> {
    const sinceMs = monotonicMs();
    const result = await work();
    if (fronts !== FROM_THE_FIRST || FullLooks.isCheap(monotonicMs() - sinceMs)) return result;
    const [oldest] = this.known.keys();
    if (oldest !== undefined && this.known.size >= MOST_CAMPAIGNS) this.known.delete(oldest);
    this.known.set(id, { looks: new FullLooks(MOST_REST_MS), firsts: new Map(), moment: new Date(0) });
    return result;
  }

  /** @returns false when it was cheap, and nothing needs to be known any more. */
  private async look(
    tx: EntityManager,
    { tenantId, id }: Queues,
    { known, zones, moment }: { known: Known; zones: readonly string[]; moment: Date },
  ): Promise<boolean> {
    const sinceMs = monotonicMs();
    const rows = await rowsOf<{ queue: string; dueAt: Date }>(tx, FIRSTS, [
      tenantId,
      id,
      ...queuesOf(zones, FROM_THE_FIRST),
    ]);
    known.looks.made(sinceMs, monotonicMs());
    known.firsts.clear();
    for (const { queue, dueAt } of rows) known.firsts.set(queue, dueAt);
    known.moment = moment;
    if (known.looks.isResting) return true;
    this.known.delete(id);
    return false;
  }
}

const FIRSTS = /* sql */ `
select queue.zone || ':' || queue.priority as queue, first.due_at as "dueAt"
from unnest($3::text[], $4::int[], $5::timestamptz[]) as queue (zone, priority, since)
cross join lateral (
  select e.due_at from enrolments e
  where e.tenant_id = $1 and e.campaign_id = $2 and e.state = 'WAITING' and e.zone_key = queue.zone and e.priority = queue.priority
  order by e.due_at limit 1
) first
`;
