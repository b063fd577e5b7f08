import { Injectable } from '@nestjs/common';
import { AgentsService } from '../../agents/agents.service';
import type { Call } from '../../calls/call.entity';
import { LIVE_SQL } from '../../calls/call-status';
import type { OwnerTerms } from '../../calls/campaign-ledger.port';
import type { DialCondition } from '../../compliance/dial-gate.service';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { Tenant } from '../../tenants/tenant.entity';
import { Campaign } from '../campaign.entity';
import { CampaignNotFound } from '../campaigns.errors';
import { budgetOf } from '../retries/budget-terms';
import { PersonCalls, type PersonView } from '../retries/person-calls.service';
import { attemptsOf } from '../rules/attempt-terms';
import { PRIORITY } from '../rules/enrolment-state';
import { PersonWishes, type Wishes } from './person-wishes.service';
import { CampaignObstacles, type CompanyGate } from './campaign-obstacles.service';

/** What a campaign demands of a call at the moment of dialing, whatever was true when it was claimed. */
@Injectable()
export class CampaignTerms {
  constructor(
    private readonly work: UnitOfWork,
    private readonly obstacles: CampaignObstacles,
    private readonly agents: AgentsService,
    private readonly person: PersonCalls,
    private readonly wishes: PersonWishes,
  ) {}

  async of(call: Call, moment: Date): Promise<OwnerTerms> {
    const { tenant, gates } = await this.obstacles.ofCompany();
    const conditions: DialCondition[] = gates.map((gate) => defer(gate, WHAT_HOLDS[gate]));
    const agent = await this.agents.find(call.agentId);
    if (!agent?.isActive) conditions.push(defer('AGENT_UNAVAILABLE', 'The agent is not active.'));
    if (!call.campaignId) {
      // Whoever asks for a call by hand wants to sell, as far as the program can know.
      const { conditions: held } = await this.wishesOf(call, false, moment);
      return { conditions: [...conditions, ...held, ...(await this.roomFor(call, tenant))], purpose: 'MARKETING' };
    }
    const campaign = await this.campaignOf(call.campaignId);
    if (await this.obstacles.isSpent(call.campaignId))
      conditions.push(defer('BUDGET_EXCEEDED', 'The budget of the campaign is spent.'));
    const person = await this.personOf(call, moment);
    const turn = person?.turn ?? undefined;
    const promised = !!turn?.promisedAt && turn.priority === PRIORITY.PROMISED;
    const { conditions: held, isAnswer } = await this.wishesOf(call, promised, moment);
    conditions.push(...stateOf(campaign), ...attemptsOf(turn, campaign), ...held);
    if (person && !promised) conditions.push(...budgetOf(person, campaign, moment));
    return { conditions, windows: campaign.callingWindows, purpose: campaign.purpose, promised: promised || isAnswer };
  }

  /** Whoever picks up a call that was made already is talked to. */
  private async wishesOf(call: Call, isPromised: boolean, moment: Date): Promise<Wishes> {
    if (call.dialStartedAt) return { conditions: [], isAnswer: false };
    return this.wishes.of({ leadId: call.leadId, phone: call.phone, isPromised }, moment);
  }

  /** @throws CampaignNotFound */
  private async campaignOf(campaignId: string): Promise<Campaign> {
    const campaign = await this.work.single((tx) =>
      tx.getRepository(Campaign).findOneBy({ tenantId: currentTenantId(), id: campaignId }),
    );
    if (!campaign) throw new CampaignNotFound();
    return campaign;
  }

  async addSpend(campaignId: string, deltaMicros: number): Promise<void> {
    await this.work.single((tx) =>
      changedBy(
        tx,
        'update campaign_progress set spend_micros = spend_micros + $3, updated_at = clock_timestamp() where tenant_id = $1 and campaign_id = $2',
        [currentTenantId(), campaignId, deltaMicros],
      ),
    );
  }

  /** Campaigns ask before they claim; a call by hand asks here. Only what is ahead of it counts, or two would cancel each other. */
  private async roomFor(call: Call, tenant: Tenant): Promise<DialCondition[]> {
    const row = await this.work.single((tx) =>
      rowOf<{ live: number }>(
        tx,
        `select count(*)::int as live from calls where tenant_id = $1 and id <> $2
           and status in ${LIVE_SQL} and (status <> 'QUEUED' or (created_at, id) < ($3, $2))`,
        [call.tenantId, call.id, call.createdAt],
      ),
    );
    if ((row?.live ?? 0) < tenant.maxConcurrentCalls) return [];
    return [defer('TENANT_CONCURRENCY', 'The company has as many calls at once as it may have.')];
  }

  /** An attempt that has begun is counted already: at its pick-up, the last one allowed is not one too many. */
  private async personOf(call: Call, moment: Date): Promise<PersonView | null> {
    if (call.dialStartedAt || !call.enrolmentId) return null;
    return this.person.of(call.phone, call.enrolmentId, moment);
  }
}

const WHAT_HOLDS: Readonly<Record<CompanyGate, string>> = {
  TENANT_PAUSED: 'The company is paused.',
  BUDGET_EXCEEDED: 'The budget of this month is spent.',
};

function stateOf(campaign: Campaign): DialCondition[] {
  switch (campaign.status) {
    case 'ACTIVE':
      return [];
    case 'PAUSED':
      return [defer('CAMPAIGN_PAUSED', 'The campaign is paused.')];
    default:
      return [
        {
          verdict: 'DENY',
          reason: 'CAMPAIGN_STOPPED',
          explanation: `The campaign is ${campaign.status.toLowerCase()}.`,
        },
      ];
  }
}

function defer(reason: string, explanation: string): DialCondition {
  return { verdict: 'DEFER', reason, explanation };
}
