import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AgentsService } from '../../agents/agents.service';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { BadUserInput } from '../../platform/errors/domain-error';

/** An agent a campaign names, and its weight beside the others. */
export interface AgentShare {
  readonly agentId: string;
  /** 1 to 100. */
  readonly share: number;
}

/** Which agents a campaign names; both absent leave them as they are, an empty list names none. */
export interface NamedAgents {
  /** All of the same weight. */
  readonly agentIds?: readonly string[] | null;
  readonly agentShares?: readonly AgentShare[] | null;
}

const SAME = 1;

/** The agents new people of a campaign are split between. Another set, or other shares, begin another experiment. */
@Injectable()
export class CampaignArms {
  constructor(
    private readonly work: UnitOfWork,
    private readonly agents: AgentsService,
    private readonly clock: Clock,
  ) {}

  /** @throws BadUserInput naming the field when one is not an agent of this tenant, or is named twice. */
  async set(campaignId: string, named: NamedAgents): Promise<void> {
    const wanted = wantedOf(named);
    if (!wanted) return;
    const ids = wanted.map(({ agentId }) => agentId);
    const known = await this.agents.getMany(ids);
    const field = named.agentShares ? 'input.agentShares.agentId' : 'input.agentIds';
    if (known.size < ids.length) throw new BadUserInput(field, 'names an agent that does not exist.');
    const versions = ids.map((id) => known.get(id)?.version);
    await this.work.run(async (tx) => {
      const own = [currentTenantId(), campaignId];
      await tx.query('delete from campaign_agents where tenant_id = $1 and campaign_id = $2', own);
      const shares = wanted.map(({ share }) => share);
      await tx.query(
        `insert into campaign_agents (tenant_id, campaign_id, agent_id, share)
         select $1, $2, agent_id, share from unnest($3::uuid[], $4::int[]) as arm (agent_id, share)`,
        [...own, ids, shares],
      );
      if (await rowOf(tx, SAME_ARMS, [...own, ids, shares])) return;
      await tx.query(END, [...own, this.clock.now()]);
      if (ids.length > 1) await tx.query(BEGIN, [...own, uuidv7(), this.clock.now(), ids, shares, versions]);
    });
  }

  /** Of each of these campaigns, in the order of ids. */
  async ofMany(campaignIds: readonly string[]): Promise<Map<string, AgentShare[]>> {
    const rows = await this.work.single((tx) =>
      rowsOf<AgentShare & { campaignId: string }>(
        tx,
        `select campaign_id as "campaignId", agent_id as "agentId", share from campaign_agents
         where tenant_id = $1 and campaign_id = any ($2) order by campaign_id, agent_id`,
        [currentTenantId(), campaignIds],
      ),
    );
    const arms = new Map<string, AgentShare[]>(campaignIds.map((id) => [id, []]));
    for (const { campaignId, ...arm } of rows) arms.get(campaignId)?.push(arm);
    return arms;
  }
}

function wantedOf({ agentIds, agentShares }: NamedAgents): readonly AgentShare[] | undefined {
  if (!agentShares) return agentIds ? [...new Set(agentIds)].map((agentId) => ({ agentId, share: SAME })) : undefined;
  if (agentIds) throw new BadUserInput('input.agentShares', 'cannot be given together with agentIds.');
  if (new Set(agentShares.map(({ agentId }) => agentId)).size < agentShares.length)
    throw new BadUserInput('input.agentShares', 'names an agent twice.');
  return agentShares;
}

/** A row when the open experiment has exactly these arms; of fewer than two there is none to keep. */
const SAME_ARMS = /* sql */ `
select 1 from campaign_experiments x where x.tenant_id = $1 and x.campaign_id = $2 and x.ended_at is null
  and (select count(*) from experiment_arms a where a.tenant_id = $1 and a.experiment_id = x.id) = cardinality($3::uuid[])
  and not exists (
    select from unnest($3::uuid[], $4::int[]) as arm (agent_id, share) left join experiment_arms a
      on a.tenant_id = $1 and a.experiment_id = x.id and a.agent_id = arm.agent_id and a.share = arm.share
    where a.agent_id is null
  )`;

const END = /* sql */ `
update campaign_experiments set ended_at = $3 where tenant_id = $1 and campaign_id = $2 and ended_at is null`;

const BEGIN = /* sql */ `
with begun as (
  insert into campaign_experiments (tenant_id, id, campaign_id, started_at) values ($1, $3, $2, $4) returning id
)
insert into experiment_arms (tenant_id, experiment_id, agent_id, share, agent_version)
select $1, begun.id, agent_id, share, version
from begun cross join unnest($5::uuid[], $6::int[], $7::int[]) as arm (agent_id, share, version)`;
