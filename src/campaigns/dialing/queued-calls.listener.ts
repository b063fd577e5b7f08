import { Injectable } from '@nestjs/common';
import { OnFact } from '../../platform/events/on-fact.decorator';
import { TenantPaused } from '../../tenants/tenants.events';
import { CampaignPaused } from '../campaigns.events';
import { QueuedCallsSweep } from './queued-calls-sweep.service';

/** Stops what waits at the carrier as soon as its campaign, or its company, is paused. May run twice. */
@Injectable()
export class QueuedCallsListener {
  constructor(private readonly queued: QueuedCallsSweep) {}

  @OnFact(CampaignPaused)
  async stopQueued({ campaignId }: { campaignId: string; reason: string }): Promise<void> {
    await this.queued.stopOf(campaignId);
  }

  @OnFact(TenantPaused)
  async stopAllQueued(): Promise<void> {
    await this.queued.stopOf(null);
  }
}
