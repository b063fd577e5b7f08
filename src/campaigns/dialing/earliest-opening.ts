import type { EntityManager } from 'typeorm';
import type { ContactHours } from '../../compliance/contact-hours.service';
import type { DialZone } from '../../compliance/dial-zone';
import { rowsOf } from '../../platform/database/sql';
import type { Campaign } from '../campaign.entity';
import { FROM_THE_FIRST, type QueueFronts, queuesOf } from './queue-fronts';

interface Since {
  readonly moment: Date;
  readonly openNow?: readonly string[];
  /** Where the queues begin; default: with the first. */
  readonly fronts?: QueueFronts;
}

/**
 * The first lawful moment, from `moment` on, at which somebody who waits in the campaign is due; null when there is none. Of leads
 * due by now in the zones of `openNow` nothing is said: they may be called already.
 */
export async function earliestOpening(
  tx: EntityManager,
  campaign: Campaign,
  { zones, hours }: { zones: readonly DialZone[]; hours: ContactHours },
  { moment, openNow = [], fronts = FROM_THE_FIRST }: Since,
): Promise<Date | null> {
  const queues = queuesOf(
    zones.map((zone) => zone.key),
    fronts,
  );
  const dues = await rowsOf<{ zoneKey: string; dueAt: Date }>(tx, EARLIEST_DUE, [
    campaign.tenantId,
    campaign.id,
    ...queues,
    queues[0].map((zone) => (openNow.includes(zone) ? moment : '-infinity')),
  ]);
  const openings = dues.flatMap(({ zoneKey, dueAt }) => {
    const { purpose, callingWindows: windows } = campaign;
    const { opensAt } = hours.openings(zoneKey, { purpose, windows, moment: dueAt > moment ? dueAt : moment });
    return opensAt ? [opensAt.getTime()] : [];
  });
  return openings.length === 0 ? null : new Date(Math.min(...openings));
}

/** The first due lead of each zone and priority: a few dozen short index looks. */
const EARLIEST_DUE = /* sql */ `
select queue.zone as "zoneKey", next.due_at as "dueAt"
from unnest($3::text[], $4::int[], $5::timestamptz[], $6::timestamptz[]) as queue (zone, priority, since, after)
cross join lateral (
  select e.due_at from enrolments e
  where e.tenant_id = $1 and e.campaign_id = $2 and e.state = 'WAITING' and e.zone_key = queue.zone
    and e.priority = queue.priority and e.due_at > queue.after and e.due_at >= queue.since
  order by e.due_at limit 1
) next
`;
