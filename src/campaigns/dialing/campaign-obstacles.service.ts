import { Injectable } from '@nestjs/common';
import { TenantsService } from '../../tenants/tenants.service';
import { TokenBudgets } from '../../usage/token-budgets.service';
import { TOKENS_PER_CALL } from '../../usage/tokens-per-call';
import { Carrier } from '../../voice/carrier.port';
import type { Campaign } from '../campaign.entity';
import type { Gate } from '../rules/dialing-health';
import { CampaignSpeakers } from './campaign-speakers.service';

/** What holds a campaign as a whole, whoever is next. */
@Injectable()
export class CampaignObstacles {
  constructor(
    private readonly tenants: TenantsService,
    private readonly budgets: TokenBudgets,
    private readonly speakers: CampaignSpeakers,
    private readonly carrier: Carrier,
  ) {}

  async of(campaign: Campaign): Promise<Gate[]> {
    const gates: Gate[] = [];
    if ((await this.tenants.getCurrent()).status === 'PAUSED') gates.push('TENANT_PAUSED');
    if (campaign.status !== 'ACTIVE') gates.push('CAMPAIGN_NOT_ACTIVE');
    if (!this.carrier.isConfigured()) gates.push('CARRIER_NOT_CONFIGURED');
    if ((await this.speakers.agentsOf(campaign)).length === 0) gates.push('AGENT_UNAVAILABLE');
    if (!(await this.budgets.hasRoom(TOKENS_PER_CALL))) gates.push('BUDGET_EXCEEDED');
    return gates;
  }
}
