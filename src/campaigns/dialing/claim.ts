import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { LIVE_SQL } from '../../calls/call-status';
import { rowsOf } from '../../platform/database/sql';
import type { Campaign } from '../campaign.entity';
import { type Seat, seatPeople, type Speaker } from '../experiments/agent-choice';
import { duePeople } from './due-people';
import type { QueueFronts } from './queue-fronts';

/** An agent that may speak for the campaign. */
export interface ClaimAgent {
  readonly id: string;
  readonly version: number;
  /** Its weight among the agents new people are split between; null when nobody asked for a split. */
  readonly share: number | null;
  /** Calls it may still begin, as was known before the claim; null when it has no limit of its own. */
  readonly free: number | null;
}

export interface ClaimOrder {
  readonly campaign: Campaign;
  /** Zones whose calling window is open now. */
  readonly openZones: readonly string[];
  /** Where their queues begin; default: with the first. */
  readonly fronts?: QueueFronts;
  /** Queues that are served; default: all. */
  readonly priorities?: readonly number[];
  readonly agents: readonly ClaimAgent[];
  readonly fromNumber: string;
  readonly limit: number;
  readonly moment: Date;
}

interface Cast {
  readonly speakers: readonly Speaker[];
  /** The experiment new people take part in; null without one. */
  readonly experimentId: string | null;
}

/** Rounds of one claim: more than one only while chance gives people to agents that are full. */
const ROUNDS = 5;

/**
 * Takes up to `limit` due leads and makes their calls: enrolments become IN_FLIGHT, calls are born QUEUED.
 * Order: priority, then due time. A lead with a live call elsewhere in the tenant is left alone. Competing claims skip each
 * other's rows, and the unique index on live calls is the law if everything else fails.
 * Who speaks is decided by `seatPeople`. The calls agents have are counted here: call it where passes of a company take turns.
 * @returns ids of the new calls.
 */
export async function claimDueEnrolments(tx: EntityManager, order: ClaimOrder): Promise<string[]> {
  if (order.limit <= 0 || order.openZones.length === 0 || order.agents.length === 0) return [];
  const cast = await castOf(tx, order);
  let { speakers } = cast;
  const claimed: string[] = [];
  for (let round = 0; round < ROUNDS && speakers.some(({ free }) => free !== 0); round += 1) {
    const limit = order.limit - claimed.length;
    const people = await duePeople(tx, { ...order, limit }, speakers);
    const seats = seatPeople(people, speakers, limit);
    if (seats.length === 0) break;
    claimed.push(...(await place(tx, order, seats, cast.experimentId)));
    // Who was not called has an agent now, and is stepped over.
    if (claimed.length >= order.limit || seats.every(({ isCalled }) => isCalled)) break;
    speakers = speakers.map((speaker) => seated(speaker, seats));
  }
  return claimed;
}

/** Alone and without a limit an agent needs no counting, and who has no choice is in no experiment. */
async function castOf(tx: EntityManager, { campaign, agents }: ClaimOrder): Promise<Cast> {
  const [first] = agents;
  if (agents.length === 1 && first?.free === null) return { speakers: [{ ...first, live: 0 }], experimentId: null };
  const counts = await rowsOf<{ id: string; live: number; most: number | null; experimentId: string | null }>(
    tx,
    CAST,
    [campaign.tenantId, campaign.id, agents.map(({ id }) => id)],
  );
  const speakers = agents.flatMap(({ id, share }) => {
    const count = counts.find((row) => row.id === id);
    if (!count) return [];
    const { live, most } = count;
    return [{ id, share, live, free: most === null ? null : Math.max(0, most - live) }];
  });
  return { speakers, experimentId: speakers.length > 1 ? (counts[0]?.experimentId ?? null) : null };
}

function seated(speaker: Speaker, seats: readonly Seat[]): Speaker {
  const more = seats.filter(({ agentId, isCalled }) => isCalled && agentId === speaker.id).length;
  const free = speaker.free === null ? null : speaker.free - more;
  return { ...speaker, free, live: speaker.live + more };
}

async function place(
  tx: EntityManager,
  { campaign, agents, fromNumber, moment }: ClaimOrder,
  seats: readonly Seat[],
  experimentId: string | null,
): Promise<string[]> {
  const versions = new Map(agents.map(({ id, version }) => [id, version]));
  const rows = await rowsOf<{ id: string }>(tx, PLACE, [
    campaign.tenantId,
    campaign.id,
    moment,
    seats.map(({ enrolmentId }) => enrolmentId),
    seats.map(({ isCalled }) => (isCalled ? uuidv7() : null)),
    seats.map(({ agentId }) => agentId),
    seats.map(({ agentId }) => versions.get(agentId)),
    fromNumber,
    campaign.kind === 'AUTO_CALL' ? 'AUTO_CALL' : 'CAMPAIGN',
    campaign.projectId,
    campaign.rubricId,
    campaign.guidance,
    campaign.ringTimeoutSeconds,
    campaign.maxCallSeconds,
    experimentId,
  ]);
  return rows.map((row) => row.id);
}

const CAST = /* sql */ `
select a.id, a.max_concurrent_calls as most, coalesce(live.calls, 0) as live,
  (select x.id from campaign_experiments x where x.tenant_id = $1 and x.campaign_id = $2 and x.ended_at is null) as "experimentId"
from agents a left join (
  select agent_id, count(*)::int as calls from calls
  where tenant_id = $1 and agent_id = any ($3) and status in ${LIVE_SQL} group by agent_id
) live on live.agent_id = a.id
where a.tenant_id = $1 and a.id = any ($3)
`;

/** People who were never in an experiment take part in the open one, in the arm of their first agent, if that is one of its arms. */
const PLACE = /* sql */ `
with seat as (
  select e.id, e.lead_id, e.phone, e.zone_key, e.attempts, e.agent_id as was, s.call_id, s.agent_id, s.agent_version, s.n,
    case when e.agent_id is null and e.experiment_id is null then x.experiment_id end as experiment_id
  from unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::int[]) with ordinality as s (enrolment_id, call_id, agent_id, agent_version, n)
  join enrolments e on e.tenant_id = $1 and e.id = s.enrolment_id
  left join experiment_arms x on x.tenant_id = $1 and x.experiment_id = $15 and x.agent_id = s.agent_id
), placed as (
  insert into calls (tenant_id, id, lead_id, enrolment_id, campaign_id, project_id, agent_id, agent_version, rubric_id, guidance,
    origin, attempt, phone, from_number, zone_key, ring_timeout_seconds, max_call_seconds, queued_at, created_at, updated_at)
  select $1, call_id, lead_id, id, $2, $10::uuid, agent_id, agent_version, $11::uuid, $12,
    $9, attempts + 1, phone, $8, zone_key, $13, $14, $3, $3, $3
  from seat where call_id is not null order by n
  on conflict do nothing
  returning id, enrolment_id
), moved as (
  update enrolments e set state = case when placed.id is null then e.state else 'IN_FLIGHT' end, agent_id = seat.agent_id,
    experiment_id = coalesce(e.experiment_id, seat.experiment_id),
    arm_agent_id = coalesce(e.arm_agent_id, case when seat.experiment_id is not null then seat.agent_id end), updated_at = $3
  from seat left join placed on placed.enrolment_id = seat.id
  where e.tenant_id = $1 and e.id = seat.id and (placed.id is not null or seat.call_id is null)
  returning e.id, e.agent_id
), heard as (
  insert into campaign_speakers (tenant_id, campaign_id, agent_id) select distinct $1::uuid, $2::uuid, agent_id from moved
  on conflict do nothing
), replaced as (
  insert into agent_reassignments (tenant_id, id, enrolment_id, from_agent_id, to_agent_id, at)
  select $1, gen_random_uuid(), seat.id, seat.was, seat.agent_id, $3
  from seat join moved on moved.id = seat.id where seat.was <> seat.agent_id
)
select id from placed order by id
`;
