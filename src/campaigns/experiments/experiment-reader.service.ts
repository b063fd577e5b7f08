import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { CampaignsService } from '../campaigns.service';
import type { PairResults } from './comparison';
import {
  type ArmStanding,
  leaderOf,
  type PairReader,
  type Rivalry,
  rivalriesOf,
  type Verdict,
  verdictOf,
} from './verdict';

/** People are counted in the arm chance gave them first, whoever spoke to them afterwards. */
export interface ArmFigures extends ArmStanding {
  readonly people: number;
  readonly calls: number;
  readonly connected: number;
  readonly optedOut: number;
  readonly talkSeconds: number;
  readonly costMicros: string;
  readonly isActive: boolean;
  /** The agent speaks otherwise than when the experiment began. */
  readonly hasChanged: boolean;
}

export interface ExperimentReport {
  readonly id: string;
  readonly campaignId: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly arms: readonly ArmFigures[];
  readonly leaderAgentId: string | null;
  readonly verdict: Verdict;
  readonly rivalries: readonly Rivalry[];
}

interface ExperimentRow {
  readonly id: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** How the agents of a campaign compare. */
@Injectable()
export class ExperimentReader {
  constructor(
    private readonly work: UnitOfWork,
    private readonly campaigns: CampaignsService,
  ) {}

  /** The experiment under way, or else the last one; null when there was none. @throws CampaignNotFound */
  read(campaignId: string): Promise<ExperimentReport | null> {
    return this.work.run(async (tx) => {
      await this.campaigns.get(campaignId);
      const experiment = await rowOf<ExperimentRow>(tx, LATEST, [currentTenantId(), campaignId]);
      if (!experiment) return null;
      const arms = await rowsOf<ArmFigures>(tx, FIGURES, [currentTenantId(), experiment.id, campaignId]);
      const leader = leaderOf(arms);
      const rivalries = leader ? await rivalriesOf(leader, arms, pairsOf(tx, experiment.id)) : [];
      const verdict = verdictOf(arms, rivalries);
      return { ...experiment, campaignId, arms, leaderAgentId: leader?.agentId ?? null, verdict, rivalries };
    });
  }
}

/** Counts as many results of each arm as make whole blocks, in the order in which they became known. */
function pairsOf(tx: EntityManager, experimentId: string): PairReader {
  return async (a, b, block, blocks): Promise<PairResults> => {
    const people = { a: blocks * block.a, b: blocks * block.b };
    const row = await rowOf<{ a: number; b: number }>(tx, SUCCESSES, [
      currentTenantId(),
      experimentId,
      a.agentId,
      people.a,
      b.agentId,
      people.b,
    ]);
    return {
      block,
      a: { people: people.a, successes: row?.a ?? 0 },
      b: { people: people.b, successes: row?.b ?? 0 },
    };
  };
}

const LATEST = /* sql */ `
select id, started_at as "startedAt", ended_at as "endedAt" from campaign_experiments
where tenant_id = $1 and campaign_id = $2 order by started_at desc, (ended_at is null) desc limit 1`;

/**
 * Whose result is known. Nobody knows what would have become of who would have been called again, or at all, when the campaign was stopped:
 * of an agent who could not keep up these are more than of the others.
 */
const SETTLED = /* sql */ `(ended_at is not null
  and not (end_reason = 'CAMPAIGN_STOPPED' and outcome in ('NO_ANSWER', 'BUSY', 'VOICEMAIL', 'FAILED', 'CALLBACK_REQUESTED')))`;

const FIGURES = /* sql */ `
select x.agent_id as "agentId", x.share, coalesce(p.people, 0) as people, coalesce(p.settled, 0) as settled, coalesce(p.calls, 0) as calls,
  coalesce(p.connected, 0) as connected, coalesce(p.qualified, 0) as qualified, coalesce(p.opted_out, 0) as "optedOut",
  coalesce(t.seconds, 0) as "talkSeconds", coalesce(t.cost, 0)::text as "costMicros",
  a.is_active as "isActive", a.version > x.agent_version as "hasChanged"
from experiment_arms x
join agents a on a.tenant_id = x.tenant_id and a.id = x.agent_id
left join (
  select arm_agent_id, count(*)::int as people, (count(*) filter (where ${SETTLED}))::int as settled, sum(attempts)::int as calls,
    (count(*) filter (where connected))::int as connected, (count(*) filter (where outcome = 'QUALIFIED'))::int as qualified,
    (count(*) filter (where outcome = 'OPTED_OUT'))::int as opted_out
  from enrolments where tenant_id = $1 and experiment_id = $2 group by arm_agent_id
) p on p.arm_agent_id = x.agent_id
left join (
  select e.arm_agent_id, (sum(c.duration_seconds) filter (where c.answered_at is not null))::int as seconds, sum(c.cost_micros) as cost
  from enrolments e join calls c on c.tenant_id = e.tenant_id and c.enrolment_id = e.id
  where e.tenant_id = $1 and e.experiment_id = $2 and c.campaign_id = $3 group by e.arm_agent_id
) t on t.arm_agent_id = x.agent_id
where x.tenant_id = $1 and x.experiment_id = $2 order by x.agent_id`;

const first = (agent: string, most: string): string => /* sql */ `(
    select count(*) filter (where outcome = 'QUALIFIED') from (
      select outcome from enrolments
      where tenant_id = $1 and experiment_id = $2 and arm_agent_id = ${agent} and ${SETTLED}
      order by ended_at, id limit ${most}
    ) settled
  )::int`;
const SUCCESSES = /* sql */ `select ${first('$3', '$4')} as a, ${first('$5', '$6')} as b`;
