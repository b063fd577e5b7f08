import { Injectable } from '@nestjs/common';
import { PhoneSuppressed } from '../compliance/compliance.events';
import { OnFact } from '../platform/events/on-fact.decorator';
import { AssessmentCompleted, type CompletedAssessment } from '../qualification/qualification.events';
import { CampaignCancelled } from './campaigns.events';
import { CallConclusion } from './dialing/call-conclusion.service';
import { LiveCalls } from './dialing/live-calls.service';
import { SuppressionSweep } from './dialing/suppression-sweep.service';

/** What brings calls and enrolments to their end. Every reaction may run twice. */
@Injectable()
export class ConclusionListener {
  constructor(
    private readonly conclusion: CallConclusion,
    private readonly suppressions: SuppressionSweep,
    private readonly live: LiveCalls,
  ) {}

  @OnFact(AssessmentCompleted)
  async concludeCall(result: CompletedAssessment): Promise<void> {
    await this.conclusion.conclude(result);
  }

  @OnFact(PhoneSuppressed)
  async endSuppressed({ suppressionId }: { suppressionId: string }): Promise<void> {
    await this.suppressions.endEnrolmentsOf(suppressionId);
  }

  @OnFact(CampaignCancelled)
  async stopRinging({ campaignId }: { campaignId: string }): Promise<void> {
    await this.live.hangUpRinging({ campaignId });
  }
}
