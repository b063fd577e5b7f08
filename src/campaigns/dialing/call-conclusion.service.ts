import { Injectable } from '@nestjs/common';
import type { Call } from '../../calls/call.entity';
import type { CallOutcome } from '../../calls/call-outcome';
import { CallStore } from '../../calls/call-store.service';
import type { CompletedAssessment } from '../../qualification/qualification.events';
import { EnrolmentStore } from './enrolment-store.service';
import { type LeadFindings, LeadLedger } from './lead-ledger.service';
import { OutcomeApplier } from './outcome-applier.service';
import { ConclusionCampaign } from './conclusion-campaign.service';

/** Gives an answered call its outcome, and moves call, enrolment, lead and campaign figures together. */
@Injectable()
export class CallConclusion {
  constructor(
    private readonly calls: CallStore,
    private readonly enrolments: EnrolmentStore,
    private readonly outcomes: OutcomeApplier,
    private readonly leads: LeadLedger,
    private readonly campaign: ConclusionCampaign,
  ) {}

  /** What an assessment found. A call that has its outcome already keeps it; the lead's score is recorded all the same. */
  async conclude(result: CompletedAssessment): Promise<void> {
    const findings: LeadFindings = {
      score: result.score,
      temperature: result.temperature,
      nextAction: result.nextAction,
    };
    const promisedAt = result.callbackAt ? new Date(result.callbackAt) : undefined;
    await this.calls.withLocked(result.callId, (call, moment) =>
      this.settle(call, call.outcome ?? result.outcome, moment, { findings, ...(promisedAt ? { promisedAt } : {}) }),
    );
  }

  /** The person left the list of those we may contact while the call waited for its assessment. */
  async concludeSuppressed(callId: string): Promise<void> {
    await this.calls.withLocked(callId, async (call, moment) =>
      call.endedAt && !call.outcome ? this.settle(call, 'OPTED_OUT', moment, {}) : null,
    );
  }

  private async settle(
    call: Call,
    outcome: CallOutcome,
    moment: Date,
    { findings, promisedAt }: { findings?: LeadFindings; promisedAt?: Date },
  ): Promise<null> {
    const isNews = call.outcome === null;
    if (isNews) await this.calls.change(call, { outcome });
    if (isNews || findings) await this.leads.concluded(call.leadId, outcome, findings);
    if (isNews) await this.moveEnrolment(call, outcome, moment, promisedAt);
    return null;
  }

  private async moveEnrolment(call: Call, outcome: CallOutcome, moment: Date, promisedAt?: Date): Promise<void> {
    if (!call.enrolmentId || !call.campaignId) return;
    const enrolment = await this.enrolments.lock(call.enrolmentId);
    if (enrolment?.state !== 'WRAP_UP') return;
    await this.outcomes.apply(enrolment, await this.campaign.of(call.campaignId), outcome, moment, promisedAt);
    this.campaign.wakeAfterCommit(call.campaignId);
  }
}
