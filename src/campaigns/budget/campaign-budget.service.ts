import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Outbox } from '../../platform/events/outbox';
import type { BudgetState } from '../../usage/budget';
import type { Limits } from '../../usage/budget-limits';
import { CampaignBudgets } from '../../usage/campaign-budgets/campaign-budgets.service';
import { CampaignLife } from '../campaign-life.service';
import { CampaignIsFixed } from '../campaigns.errors';
import { CampaignStirred } from '../campaigns.events';

/** What a campaign may spend on models. */
@Injectable()
export class CampaignBudgetEditor {
  constructor(
    private readonly work: UnitOfWork,
    private readonly life: CampaignLife,
    private readonly budgets: CampaignBudgets,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Counts from the campaign's beginning, whatever was spent before. A higher limit lets a campaign that stands still for it go on.
   * @throws CampaignNotFound; CampaignIsFixed when it is over; TokenLimitBelowUse when more is already used or reserved.
   */
  async set(campaignId: string, limits: Limits): Promise<BudgetState> {
    return this.work.run(async () => {
      const campaign = await this.life.lock(campaignId);
      if (campaign.endedAt) throw new CampaignIsFixed(campaign.status);
      const { before, after } = await this.budgets.set(campaignId, limits);
      await this.life.log('changed', campaignId, { budget: { before: limitsOf(before), after: limitsOf(after) } });
      await this.outbox.record(CampaignStirred, { campaignId });
      return after;
    });
  }
}

function limitsOf({ tokens, money }: BudgetState): object {
  return { tokens: tokens.limit, micros: money.limit };
}
