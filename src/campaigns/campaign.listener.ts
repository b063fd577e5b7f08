import { Injectable } from '@nestjs/common';
import { AgentActivated } from '../agents/agents.events';
import { CallEnded } from '../calls/calls.events';
import { LeadMapped, LeadsMapped, LeadsUpdated, LeadUpdated } from '../leads/leads.events';
import { OnFact } from '../platform/events/on-fact.decorator';
import { sparing } from '../platform/events/sparing';
import { TenantActivated } from '../tenants/tenants.events';
import { type BudgetThreshold, BudgetThresholdReached } from '../usage/usage.events';
import { CampaignStirred } from './campaigns.events';
import { CampaignsService } from './campaigns.service';
import { AutoCaller } from './auto-caller.service';
import { FailureBreaker } from './dialing/failure-breaker.service';
import { LeadFollower } from './dialing/lead-follower.service';
import { PacingBell } from './dialing/pacing-bell.service';
import type { PassingPause } from './rules/campaign-status';

/** What makes a campaign look again whom it may call. Every reaction may run twice. */
@Injectable()
export class CampaignListener {
  constructor(
    private readonly pacing: PacingBell,
    private readonly autoCaller: AutoCaller,
    private readonly breaker: FailureBreaker,
    private readonly campaigns: CampaignsService,
    private readonly leads: LeadFollower,
  ) {}

  @OnFact(CampaignStirred)
  async paceStirred({ campaignId }: { campaignId: string }): Promise<void> {
    this.pacing.wake(campaignId);
  }

  @OnFact(CallEnded)
  async paceFreedSlot({ campaignId, outcome }: { campaignId?: string; outcome?: string }): Promise<void> {
    if (!campaignId) return;
    if (outcome === 'FAILED') await this.breaker.check(campaignId);
    this.pacing.wake(campaignId);
  }

  @OnFact(LeadsMapped)
  async autoCall({ leadIds, projectId }: { leadIds: readonly string[]; projectId: string }): Promise<void> {
    await sparing(leadIds, async (some) => {
      const campaignId = await this.autoCaller.enrol(some, projectId);
      // Somebody waits: not even the fact that the campaign has stirred is waited for.
      if (campaignId) this.pacing.wake(campaignId, 0, 'HOT');
    });
  }

  @OnFact(LeadMapped)
  async autoCallOne({ leadId, projectId }: { leadId: string; projectId: string }): Promise<void> {
    await this.autoCall({ leadIds: [leadId], projectId });
  }

  @OnFact(LeadsUpdated)
  async followLeads({ leadIds }: { leadIds: readonly string[] }): Promise<void> {
    await this.leads.follow(leadIds);
  }

  @OnFact(LeadUpdated)
  async followLead({ leadId }: { leadId: string }): Promise<void> {
    await this.leads.follow([leadId]);
  }

  @OnFact(TenantActivated)
  async goOnAfterTenantPause(): Promise<void> {
    await this.lookAgain('TENANT_PAUSED');
  }

  /** Those that had no agent, and those whose agents may all be busy. */
  @OnFact(AgentActivated)
  async goOnWithAgent(): Promise<void> {
    await this.lookAgain('AGENT_UNAVAILABLE');
    for (const campaignId of await this.campaigns.active()) this.pacing.wake(campaignId);
  }

  /** A campaign whose budget is spent stands still, and so does everybody when the company's is; nobody else does. */
  @OnFact(BudgetThresholdReached)
  async standStill({ percent, campaignId }: BudgetThreshold): Promise<void> {
    if (percent < 100) return;
    for (const id of campaignId ? [campaignId] : await this.campaigns.active()) this.pacing.wake(id);
  }

  /** The pacer lifts the pause where its cause is gone. */
  private async lookAgain(reason: PassingPause): Promise<void> {
    for (const campaignId of await this.campaigns.heldBy(reason)) this.pacing.wake(campaignId);
  }
}
