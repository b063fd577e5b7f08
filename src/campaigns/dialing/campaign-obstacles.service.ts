import { Injectable } from '@nestjs/common';
import { CallEquipment } from '../../calls/call-equipment.service';
import type { Tenant } from '../../tenants/tenant.entity';
import { TenantsService } from '../../tenants/tenants.service';
import { CampaignBudgets } from '../../usage/campaign-budgets/campaign-budgets.service';
import { TokenBudgets } from '../../usage/token-budgets.service';
import { TOKENS_PER_CALL } from '../../usage/tokens-per-call';
import type { Campaign } from '../campaign.entity';
import { isPassing } from '../rules/campaign-status';
import type { Gate } from '../rules/gates';
import { type CampaignSpeaker, CampaignSpeakers } from './campaign-speakers.service';

export type CompanyGate = Extract<Gate, 'TENANT_PAUSED' | 'BUDGET_EXCEEDED'>;

/** What stands in the way of a campaign as a whole, and what was read to know it. */
export interface CampaignOutlook {
  readonly tenant: Tenant;
  /** Who may speak for it. */
  readonly agents: readonly CampaignSpeaker[];
  /** Shut gates, the first one first. */
  readonly gates: readonly Gate[];
  /** The campaign's own budget is spent, and no new month gives it another. */
  readonly isCampaignSpent: boolean;
}

/** What holds a campaign as a whole, whoever is next. */
@Injectable()
export class CampaignObstacles {
  constructor(
    private readonly tenants: TenantsService,
    private readonly budgets: TokenBudgets,
    private readonly speakers: CampaignSpeakers,
    private readonly equipment: CallEquipment,
    private readonly campaignBudgets: CampaignBudgets,
  ) {}

  async of(campaign: Campaign): Promise<CampaignOutlook> {
    const company = await this.ofCompany();
    const agents = await this.speakers.agentsOf(campaign);
    const gates: Gate[] = [...company.gates];
    const isSpent = await this.isSpent(campaign.id);
    if (isSpent && !gates.includes('BUDGET_EXCEEDED')) gates.push('BUDGET_EXCEEDED');
    // A pause that ends with its cause is held by that cause, not by the campaign.
    if (campaign.status !== 'ACTIVE' && !isPassing(campaign.pauseReason)) gates.push('CAMPAIGN_NOT_ACTIVE');
    gates.push(...this.equipment.missing());
    if (agents.length === 0) gates.push('AGENT_UNAVAILABLE');
    return { tenant: company.tenant, agents, gates, isCampaignSpent: isSpent };
  }

  /** True when the campaign's own budget has no room for another call. */
  async isSpent(campaignId: string): Promise<boolean> {
    return (await this.campaignBudgets.spent(campaignId, TOKENS_PER_CALL)) !== null;
  }

  /** What holds every call of the company, whoever asked for it. */
  async ofCompany(): Promise<{ tenant: Tenant; gates: CompanyGate[] }> {
    const tenant = await this.tenants.getCurrent();
    const gates: CompanyGate[] = tenant.status === 'PAUSED' ? ['TENANT_PAUSED'] : [];
    if (await this.budgets.spent(TOKENS_PER_CALL)) gates.push('BUDGET_EXCEEDED');
    return { tenant, gates };
  }
}
