import { Injectable } from '@nestjs/common';
import { AgentsService } from '../../../agents/agents.service';
import { RubricsService } from '../../../qualification/rubrics/rubrics.service';
import { STANDARD_RUBRIC } from '../../../qualification/rules/standard-rubric';
import { TenantsService } from '../../../tenants/tenants.service';
import type { Campaign } from '../../campaign.entity';
import { CampaignSpeakers } from '../../dialing/campaign-speakers.service';
import { DialingPolicies } from '../../retries/dialing-policies.service';
import { readRetryPolicy } from '../../rules/retry-policy';
import type { SimulatedAgent } from '../scenario';

/** Reads the policies a campaign stands under, and who speaks for it. */
@Injectable()
export class SimulationTerms {
  constructor(
    private readonly tenants: TenantsService,
    private readonly rubrics: RubricsService,
    private readonly policies: DialingPolicies,
    private readonly agents: AgentsService,
    private readonly speakers: CampaignSpeakers,
  ) {}

  async of(campaign: Campaign) {
    const company = await this.policies.current();
    return {
      tenant: await this.tenants.getCurrent(),
      rubric: (campaign.rubricId && (await this.rubrics.find(campaign.rubricId))) || STANDARD_RUBRIC,
      retryPolicy: readRetryPolicy(company.retryPolicy, campaign.retryPolicy),
      callbackToleranceSeconds: company.callbackToleranceSeconds,
    };
  }

  /** Nobody active: somebody without a name, so that the rest can be seen all the same. */
  async agentsOf(campaign: Campaign): Promise<SimulatedAgent[]> {
    const speaking = await this.speakers.agentsOf(campaign);
    const known = await this.agents.getMany(speaking.map(({ id }) => id));
    const agents = speaking.map(({ id, share }) => {
      const agent = known.get(id);
      return { id, name: agent?.name ?? id, share, limit: agent?.maxConcurrentCalls ?? null };
    });
    return agents.length > 0 ? agents : [{ id: campaign.id, name: 'no active agent', share: null, limit: null }];
  }
}
