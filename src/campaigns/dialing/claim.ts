import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { LIVE_SQL } from '../../calls/call-status';
import { rowsOf } from '../../platform/database/sql';
import type { Campaign } from '../campaign.entity';

/** An agent that may speak for the campaign. */
export interface ClaimAgent {
  readonly id: string;
  readonly version: number;
}

export interface ClaimOrder {
  readonly campaign: Campaign;
  /** Zones whose calling window is open now. */
  readonly openZones: readonly string[];
  readonly agents: readonly ClaimAgent[];
  readonly fromNumber: string;
  readonly limit: number;
  readonly moment: Date;
}

/**
 * Takes up to `limit` due leads and makes their calls, in one statement: enrolments become IN_FLIGHT, calls are born QUEUED.
 * Order: priority, then due time. A lead with a live call elsewhere in the tenant is left alone. Competing claims skip each
 * other's rows, and the unique index on live calls is the law if everything else fails.
 * Each open zone and priority is one short index range, so the cost does not grow with the number of leads.
 * @returns ids of the new calls.
 */
export async function claimDueEnrolments(tx: EntityManager, order: ClaimOrder): Promise<string[]> {
  const { campaign, openZones, agents, limit, moment } = order;
  if (limit <= 0 || openZones.length === 0 || agents.length === 0) return [];
  const rows = await rowsOf<{ id: string }>(tx, CLAIM, [
    campaign.tenantId,
    campaign.id,
    openZones,
    limit,
    moment,
    Array.from({ length: limit }, () => uuidv7()),
    agents.map((agent) => agent.id),
    agents.map((agent) => agent.version),
    order.fromNumber,
    campaign.kind === 'AUTO_CALL' ? 'AUTO_CALL' : 'CAMPAIGN',
    campaign.projectId,
    campaign.rubricId,
    campaign.guidance,
    campaign.ringTimeoutSeconds,
    campaign.maxCallSeconds,
  ]);
  return rows.map((row) => row.id);
}

/** A person always meets the same agent while the set of agents stays the same: the choice hashes the lead's id. */
const CLAIM = /* sql */ `
with due as (
  select found.id, found.priority, found.due_at
  from unnest($3::text[]) as zone (key) cross join generate_series(0, 3) as rank (priority)
  cross join lateral (
    select e.id, e.priority, e.due_at from enrolments e
    where e.tenant_id = $1 and e.campaign_id = $2 and e.state = 'WAITING' and e.zone_key = zone.key
      and e.priority = rank.priority and e.due_at <= $5
      and not exists (
        select 1 from calls live where live.tenant_id = e.tenant_id and live.phone = e.phone
          and live.status in ${LIVE_SQL}
      )
    order by e.due_at, e.id limit $4
  ) found
  order by found.priority, found.due_at, found.id limit $4
), picked as (
  select e.id, e.lead_id, e.phone, e.zone_key, e.attempts, row_number() over (order by e.priority, e.due_at) as n
  from (
    select e.* from enrolments e join due on due.id = e.id
    where e.tenant_id = $1 and e.state = 'WAITING' for update of e skip locked
  ) e
), placed as (
  insert into calls (tenant_id, id, lead_id, enrolment_id, campaign_id, project_id, agent_id, agent_version, rubric_id, guidance,
    origin, attempt, phone, from_number, zone_key, ring_timeout_seconds, max_call_seconds, queued_at, created_at, updated_at)
  select $1, ($6::uuid[])[p.n], p.lead_id, p.id, $2, $11::uuid, ($7::uuid[])[agent.n], ($8::int[])[agent.n], $12::uuid, $13,
    $10, p.attempts + 1, p.phone, $9, p.zone_key, $14, $15, $5, $5, $5
  from picked p cross join lateral (
    select 1 + (hashtext(p.lead_id::text)::bigint + 2147483648) % cardinality($7::uuid[]) as n
  ) agent
  on conflict do nothing
  returning id, enrolment_id
), moved as (
  update enrolments e set state = 'IN_FLIGHT', updated_at = $5 from placed where e.tenant_id = $1 and e.id = placed.enrolment_id
)
select id from placed
`;
