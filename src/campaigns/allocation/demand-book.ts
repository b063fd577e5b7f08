import type { EntityManager } from 'typeorm';
import { LIVE_SQL } from '../../calls/call-status';
import { changedBy, rowOf } from '../../platform/database/sql';
import type { Campaign } from '../campaign.entity';
import { FROM_THE_FIRST, type QueueFronts, queuesOf } from '../dialing/queue-fronts';
import { FADING_SECONDS } from './capacity-view';

/** People of a campaign who could be called now; `hot`: not called before, in a campaign that calls at once. */
export interface Due {
  readonly hot: number;
  readonly normal: number;
}

/** Counting further would only cost: nobody gets more at once. */
export const MOST_COUNTED = 100;

/** Up to MOST_COUNTED people due in these zones whom no other call keeps busy. */
export async function countDue(
  tx: EntityManager,
  campaign: Pick<Campaign, 'tenantId' | 'id' | 'kind'>,
  { openZones, fronts = FROM_THE_FIRST, moment }: { openZones: readonly string[]; fronts?: QueueFronts; moment: Date },
): Promise<Due> {
  if (openZones.length === 0) return { hot: 0, normal: 0 };
  const isAtOnce = campaign.kind === 'AUTO_CALL';
  const due = await rowOf<Due>(tx, DUE, [
    campaign.tenantId,
    campaign.id,
    ...queuesOf(openZones, fronts),
    MOST_COUNTED,
    moment,
    isAtOnce,
  ]);
  return due ?? { hot: 0, normal: 0 };
}

/** What a pass leaves behind. */
export interface Leftover extends Due {
  /** Calls it made. */
  readonly claimed: number;
  /** People wait whom only agents that are full may call. */
  readonly isAgentHeld: boolean;
}

/** Writes what a pass left unclaimed for want of room, and what it was given. Who wanted nothing and wants nothing writes nothing. */
export async function noteDemand(
  tx: EntityManager,
  { tenantId, id }: Pick<Campaign, 'tenantId' | 'id'>,
  { hot, normal, claimed, isAgentHeld }: Leftover,
  { moment, lastsMs }: { moment: Date; lastsMs: number },
): Promise<void> {
  const forgottenAt = new Date(moment.getTime() - lastsMs);
  if (hot + normal + claimed === 0 && !isAgentHeld)
    await changedBy(tx, SATISFIED, [tenantId, id, moment, FADING_SECONDS]);
  else
    await changedBy(tx, NOTE, [tenantId, id, normal, hot, claimed, isAgentHeld, moment, forgottenAt, FADING_SECONDS]);
}

const DUE = /* sql */ `
select (count(*) filter (where is_hot))::int as hot, (count(*) filter (where not is_hot))::int as normal
from (
  select found.is_hot
  from unnest($3::text[], $4::int[], $5::timestamptz[]) as queue (zone, priority, since)
  cross join lateral (
    select $8 and e.attempts = 0 as is_hot from enrolments e
    where e.tenant_id = $1 and e.campaign_id = $2 and e.state = 'WAITING' and e.zone_key = queue.zone
      and e.priority = queue.priority and e.due_at <= $7 and e.due_at >= queue.since
      and not exists (
        select 1 from calls live where live.tenant_id = e.tenant_id and live.phone = e.phone and live.status in ${LIVE_SQL}
      )
    order by e.due_at, e.id limit $6
  ) found limit $6
) due
`;

const SATISFIED = /* sql */ `
update dialing_demand set wanted = 0, hot_wanted = 0, hungry_since = null, is_agent_held = false, updated_at = $3,
  recent_calls = case when recent_calls < 0.000001 then 0 else recent_calls
    * exp(greatest(-50, least(0, extract(epoch from updated_at - $3::timestamptz)) / $4)) end
where tenant_id = $1 and campaign_id = $2 and (wanted + hot_wanted > 0 or is_agent_held)
`;

/** What faded long ago becomes nothing: ever smaller numbers cannot be stored. Who says nothing for long and wants again was not hungry meanwhile ($8). */
const NOTE = /* sql */ `
insert into dialing_demand as d
  (tenant_id, campaign_id, wanted, hot_wanted, hungry_since, recent_calls, is_agent_held, updated_at)
values ($1, $2, $3, $4, case when $3::int + $4::int > 0 then $7::timestamptz end, $5, $6, $7)
on conflict (tenant_id, campaign_id) do update set wanted = excluded.wanted, hot_wanted = excluded.hot_wanted,
  hungry_since = case when excluded.hungry_since is null or $5 > 0 or d.updated_at < $8 then excluded.hungry_since
    else coalesce(d.hungry_since, excluded.hungry_since) end,
  recent_calls = $5 + case when d.recent_calls < 0.000001 then 0 else d.recent_calls
    * exp(greatest(-50, least(0, extract(epoch from d.updated_at - $7::timestamptz)) / $9)) end,
  is_agent_held = excluded.is_agent_held, updated_at = excluded.updated_at
`;
