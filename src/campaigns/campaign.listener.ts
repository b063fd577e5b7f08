import { Injectable } from '@nestjs/common';
import { PhoneSuppressed } from '../compliance/compliance.events';
import { CallEnded } from '../calls/calls.events';
import { LeadMapped } from '../leads/leads.events';
import { OnFact } from '../platform/events/on-fact.decorator';
import { AssessmentCompleted, type AssessmentResult } from '../qualification/qualification.events';
import { CampaignCancelled, CampaignStirred } from './campaigns.events';
import { AutoCaller } from './auto-caller.service';
import { CallConclusion } from './dialing/call-conclusion.service';
import { LiveCalls } from './dialing/live-calls.service';
import { PacingBell } from './dialing/pacing-bell.service';
import { SuppressionSweep } from './dialing/suppression-sweep.service';

/** What happens elsewhere and concerns a campaign. Every reaction may run twice. */
@Injectable()
export class CampaignListener {
  constructor(
    private readonly pacing: PacingBell,
    private readonly autoCaller: AutoCaller,
    private readonly conclusion: CallConclusion,
    private readonly suppressions: SuppressionSweep,
    private readonly live: LiveCalls,
  ) {}

  @OnFact(CampaignStirred)
  async paceStirred({ campaignId }: { campaignId: string }): Promise<void> {
    this.pacing.wake(campaignId);
  }

  @OnFact(CampaignCancelled)
  async stopRinging({ campaignId }: { campaignId: string }): Promise<void> {
    await this.live.hangUpRinging({ campaignId });
  }

  @OnFact(CallEnded)
  async paceFreedSlot({ campaignId }: { campaignId?: string }): Promise<void> {
    if (campaignId) this.pacing.wake(campaignId);
  }

  @OnFact(LeadMapped)
  async autoCall({ leadId, projectId }: { leadId: string; projectId: string }): Promise<void> {
    await this.autoCaller.enrol(leadId, projectId);
  }

  @OnFact(AssessmentCompleted)
  async concludeCall(result: AssessmentResult): Promise<void> {
    await this.conclusion.conclude(result);
  }

  @OnFact(PhoneSuppressed)
  async endSuppressed({ suppressionId }: { suppressionId: string }): Promise<void> {
    await this.suppressions.endEnrolmentsOf(suppressionId);
  }
}
