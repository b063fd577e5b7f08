import type { EntityManager } from 'typeorm';
import { LIVE_SQL } from '../../calls/call-status';
import { rowsOf } from '../../platform/database/sql';
import type { Campaign } from '../campaign.entity';
import type { Person, Speaker } from '../experiments/agent-choice';
import { FROM_THE_FIRST, type QueueFronts, queuesOf } from './queue-fronts';

/** Where to look for people, and how many. */
export interface DueOrder {
  readonly campaign: Campaign;
  readonly openZones: readonly string[];
  /** Where their queues begin; default: with the first. */
  readonly fronts?: QueueFronts;
  /** Queues to look at; default: all. */
  readonly priorities?: readonly number[];
  readonly limit: number;
  readonly moment: Date;
}

/** Stands for nobody in the index of people by agent. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
/** People without an agent looked at for each call that may be made: chance gives many of them to agents that are full. */
const FRESH_PER_CALL = 4;

/**
 * Due people who can be called by one of the speakers, and those who have no speaker yet, locked, in the order of their turn. Each
 * open zone and priority is one short index range, or one for each speaker when some of them are full: so those who wait for a full
 * agent are stepped over unseen, and the cost does not grow with the number of leads.
 */
export async function duePeople(
  tx: EntityManager,
  { campaign, openZones, fronts = FROM_THE_FIRST, priorities, limit, moment }: DueOrder,
  speakers: readonly Speaker[],
): Promise<Person[]> {
  const isSplit = speakers.some(({ share }) => share !== null);
  const knows = !isSplit && speakers.length > 1;
  const own = [campaign.tenantId, campaign.id, limit, moment, knows, ...queuesOf(openZones, fronts, priorities)];
  if (speakers.every(({ free }) => free === null || free >= limit)) return rowsOf<Person>(tx, ANY, own);
  const able = speakers.filter(({ free }) => free !== 0);
  const freshLimit = isSplit ? limit * FRESH_PER_CALL : limit;
  return rowsOf<Person>(tx, OF_SPEAKERS, [
    ...own,
    [NOBODY, ...able.map(({ id }) => id)],
    [freshLimit, ...able.map(({ free }) => Math.min(limit, free ?? limit))],
    speakers.map(({ id }) => id),
  ]);
}

const QUEUES = /* sql */ `unnest($6::text[], $7::int[], $8::timestamptz[]) as queue (zone, priority, since)`;

/** Who is due in one queue: the person has no live call in the company. */
const DUE = /* sql */ `
    select e.id, e.priority, e.due_at from enrolments e
    where e.tenant_id = $1 and e.campaign_id = $2 and e.state = 'WAITING' and e.zone_key = queue.zone
      and e.priority = queue.priority and e.due_at <= $4 and e.due_at >= queue.since
      and not exists (
        select 1 from calls live where live.tenant_id = e.tenant_id and live.phone = e.phone
          and live.status in ${LIVE_SQL}
      )`;

/** Locks those found and tells what the choice of an agent needs to know. */
const PICKED = /* sql */ `
select e.id as "enrolmentId", e.phone, e.agent_id as "agentId", case when $5 and e.agent_id is null then (
    select c.agent_id from calls c
    where c.tenant_id = e.tenant_id and c.phone = e.phone and c.dial_started_at is not null and not c.not_placed
    order by c.dial_started_at desc limit 1
  ) end as "knownAgentId"
from (
  select e.* from enrolments e join due on due.id = e.id
  where e.tenant_id = $1 and e.state = 'WAITING' for no key update of e skip locked
) e
order by e.priority, e.due_at, e.id`;

const ANY = /* sql */ `
with due as (
  select found.id
  from ${QUEUES}
  cross join lateral (${DUE}
    order by e.due_at, e.id limit $3
  ) found
  order by found.priority, found.due_at, found.id limit $3
)${PICKED}`;

/** Those whose agent is gone have one that spoke for the campaign once and is none of its speakers ($11) now. */
const OF_SPEAKERS = /* sql */ `
with holder as (
  select id, most from unnest($9::uuid[], $10::int[]) as able (id, most)
  union all
  select s.agent_id, $3 from campaign_speakers s where s.tenant_id = $1 and s.campaign_id = $2 and s.agent_id <> all ($11::uuid[])
), due as (
  select ranked.id from (
    select found.*, holder.most, row_number() over (partition by holder.id order by found.priority, found.due_at, found.id) as place
    from holder cross join ${QUEUES}
    cross join lateral (${DUE}
        and case when e.agent_id is null then '${NOBODY}'::uuid else e.agent_id end = holder.id
      order by e.due_at, e.id limit holder.most
    ) found
  ) ranked where ranked.place <= ranked.most
)${PICKED}`;
