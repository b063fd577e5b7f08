import type { EntityManager } from 'typeorm';
import type { ContactHours } from '../../compliance/contact-hours.service';
import type { DialZone } from '../../compliance/dial-zone';
import { rowsOf } from '../../platform/database/sql';
import type { Campaign } from '../campaign.entity';

/**
 * The first lawful moment, from `moment` on, at which somebody who waits in the campaign is due; null when there is none. Of leads
 * due by now in the zones of `openNow` nothing is said: they may be called already.
 */
export async function earliestOpening(
  tx: EntityManager,
  campaign: Campaign,
  { zones, hours }: { zones: readonly DialZone[]; hours: ContactHours },
  { moment, openNow = [] }: { moment: Date; openNow?: readonly string[] },
): Promise<Date | null> {
  const dues = await rowsOf<{ zoneKey: string; dueAt: Date }>(tx, EARLIEST_DUE, [
    campaign.tenantId,
    campaign.id,
    zones.map((zone) => zone.key),
    moment,
    openNow,
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
select zone.key as "zoneKey", next.due_at as "dueAt"
from (
  select key, case when key = any($5::text[]) then $4::timestamptz else '-infinity' end as after from unnest($3::text[]) as given (key)
) as zone cross join generate_series(0, 3) as rank (priority)
cross join lateral (
  select e.due_at from enrolments e
  where e.tenant_id = $1 and e.campaign_id = $2 and e.state = 'WAITING' and e.zone_key = zone.key
    and e.priority = rank.priority and e.due_at > zone.after
  order by e.due_at limit 1
) next
`;
