import type { EntityManager } from 'typeorm';
import { LIVE_SQL } from '../../calls/call-status';
import { rowOf } from '../../platform/database/sql';
import type { Campaign } from '../campaign.entity';
import type { ClaimAgent } from '../dialing/claim';
import type { RoomLeft } from '../rules/dialing-health';

/** People who are due where hours are open and whom no other call keeps; of them, those no rule holds. */
export interface Ready {
  readonly openZones: readonly string[];
  readonly moment: Date;
  readonly due: number;
  readonly free: number;
}

/**
 * How many of them their agents have room for; none while no agent is short of it. Somebody whose own agent is full waits for that one,
 * whatever room another has: they are counted, and the share of them whom no rule holds is taken to be that of all.
 */
export async function agentRoom(
  tx: EntityManager,
  campaign: Campaign,
  agents: readonly Pick<ClaimAgent, 'id' | 'free'>[],
  { openZones, moment, due, free }: Ready,
): Promise<RoomLeft[]> {
  // Nobody at all is another gate.
  if (agents.length === 0) return [];
  const room = agents.reduce((sum, agent) => sum + (agent.free ?? Infinity), 0);
  const full = agents.filter((agent) => agent.free === 0).map(({ id }) => id);
  const behind =
    full.length > 0 && free > 0
      ? await rowOf<{ people: number }>(tx, BEHIND, [campaign.tenantId, campaign.id, openZones, full, moment])
      : undefined;
  const left = Math.min(room, free - Math.ceil((free * (behind?.people ?? 0)) / Math.max(1, due)));
  return left < free ? [{ gate: 'AGENT_CONCURRENCY', left, clearsAt: null }] : [];
}

const BEHIND = /* sql */ `
select count(*)::int as people from enrolments e
where e.tenant_id = $1 and e.campaign_id = $2 and e.state = 'WAITING' and e.zone_key = any ($3) and e.agent_id = any ($4) and e.due_at <= $5
  and not exists (
    select 1 from calls live where live.tenant_id = e.tenant_id and live.phone = e.phone and live.status in ${LIVE_SQL}
  )`;
