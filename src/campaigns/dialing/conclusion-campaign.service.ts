import { Injectable } from '@nestjs/common';
import type { Campaign } from '../campaign.entity';
import { CampaignTerms } from './campaign-terms.service';
import { PacingBell } from './pacing-bell.service';

/** The campaign of a concluded call: its policy, and its pacer. */
@Injectable()
export class ConclusionCampaign {
  constructor(
    private readonly terms: CampaignTerms,
    private readonly pacing: PacingBell,
  ) {}

  of(campaignId: string): Promise<Campaign> {
    return this.terms.campaignOf(campaignId);
  }

  wakeAfterCommit(campaignId: string): void {
    this.pacing.wakeAfterCommit(campaignId);
  }
}
