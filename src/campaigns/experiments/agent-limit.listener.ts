import { Injectable } from '@nestjs/common';
import { AgentLimitChanged } from '../../agents/agents.events';
import { OnFact } from '../../platform/events/on-fact.decorator';
import { CampaignsService } from '../campaigns.service';
import { PacingBell } from '../dialing/pacing-bell.service';

/** An agent may have more calls, or fewer, from now on. May run twice. */
@Injectable()
export class AgentLimitListener {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly pacing: PacingBell,
  ) {}

  @OnFact(AgentLimitChanged)
  async lookAgain(): Promise<void> {
    for (const campaignId of await this.campaigns.active()) this.pacing.wake(campaignId);
  }
}
