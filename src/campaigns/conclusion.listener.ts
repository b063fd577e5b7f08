import { Injectable } from '@nestjs/common';
import { ConsentRevoked, PhoneSuppressed } from '../compliance/compliance.events';
import { OnFact } from '../platform/events/on-fact.decorator';
import { AssessmentCompleted, type CompletedAssessment } from '../qualification/qualification.events';
import { CampaignCancelled } from './campaigns.events';
import { CampaignClosing } from './dialing/campaign-closing.service';
import { CallConclusion } from './dialing/call-conclusion.service';
import { LiveCalls } from './dialing/live-calls.service';
import { RevocationSweep } from './dialing/revocation-sweep.service';
import { SuppressionSweep } from './dialing/suppression-sweep.service';

/** What brings calls and enrolments to their end. Every reaction may run twice. */
@Injectable()
export class ConclusionListener {
  constructor(
    private readonly conclusion: CallConclusion,
    private readonly suppressions: SuppressionSweep,
    private readonly revocations: RevocationSweep,
    private readonly live: LiveCalls,
    private readonly closing: CampaignClosing,
  ) {}

  @OnFact(AssessmentCompleted)
  async concludeCall(result: CompletedAssessment): Promise<void> {
    await this.conclusion.conclude(result);
  }

  @OnFact(PhoneSuppressed)
  async endSuppressed({ suppressionId }: { suppressionId: string }): Promise<void> {
    await this.suppressions.endEnrolmentsOf(suppressionId);
  }

  @OnFact(ConsentRevoked)
  async endMarketing({ consentId }: { consentId: string }): Promise<void> {
    await this.revocations.endMarketingOf(consentId);
  }

  @OnFact(CampaignCancelled)
  async closeDown({ campaignId }: { campaignId: string }): Promise<void> {
    // Side by side: phones stop at once, and a carrier that does not answer keeps no lead waiting.
    const steps = [this.live.hangUpRinging({ campaignId }), this.closing.endWaiting(campaignId)];
    for (const step of await Promise.allSettled(steps)) if (step.status === 'rejected') throw step.reason;
  }
}
