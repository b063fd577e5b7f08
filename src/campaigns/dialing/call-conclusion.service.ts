import { Injectable } from '@nestjs/common';
import type { Call } from '../../calls/call.entity';
import type { CallOutcome } from '../../calls/call-outcome';
import { CallStore } from '../../calls/call-store.service';
import { OptOuts } from '../../compliance/opt-outs.service';
import type { CompletedAssessment } from '../../qualification/qualification.events';
import { EnrolmentStore } from './enrolment-store.service';
import { type LeadFindings, LeadLedger } from './lead-ledger.service';
import { OutcomeApplier } from './outcome-applier.service';

/** Gives an answered call its outcome, and moves call, enrolment, lead and campaign figures together. */
@Injectable()
export class CallConclusion {
  constructor(
    private readonly calls: CallStore,
    private readonly enrolments: EnrolmentStore,
    private readonly outcomes: OutcomeApplier,
    private readonly leads: LeadLedger,
    private readonly optOuts: OptOuts,
  ) {}

  /**
   * What an assessment found. A call that has its outcome already keeps it; the lead's score follows what is known of it now all the
   * same, unless it was a machine that spoke: the verdict of the carrier's detection may come after the end.
   */
  async conclude(result: CompletedAssessment): Promise<void> {
    const promisedAt = result.callbackAt ? new Date(result.callbackAt) : undefined;
    await this.calls.withLocked(result.callId, async (call) => {
      if (call.outcome === 'VOICEMAIL') return null;
      const outcome = call.outcome ?? result.outcome;
      const findings = await this.leads.findings(call.leadId, result.nextAction);
      return this.settle(call, outcome, { findings, ...(promisedAt ? { promisedAt } : {}) });
    });
  }

  /** The person left the list of those we may contact while the call waited for its assessment. */
  async concludeSuppressed(callId: string): Promise<void> {
    await this.calls.withLocked(callId, async (call) =>
      call.endedAt && !call.outcome ? this.settle(call, 'OPTED_OUT', {}) : null,
    );
  }

  private async settle(
    call: Call,
    outcome: CallOutcome,
    { findings, promisedAt }: { findings?: LeadFindings; promisedAt?: Date },
  ): Promise<null> {
    const isNews = call.outcome === null;
    if (isNews) await this.calls.change(call, { outcome });
    if (isNews) await this.leads.callEnded(call, outcome, findings);
    else if (findings) await this.leads.concluded(call.leadId, outcome, findings);
    if (isNews && outcome === 'OPTED_OUT' && findings) await this.optOut(call);
    if (isNews) await this.moveEnrolment(call, outcome, promisedAt);
    return null;
  }

  /** Most have opted out already, while they talk; some say it so that only the assessment understands. */
  private async optOut({ id: callId, phone, leadId }: Call): Promise<void> {
    const evidence = { callId, reason: 'Asked in a call not to be called again.' };
    await this.optOuts.optOut({ phone, leadId, method: 'SPOKEN', evidence });
  }

  private async moveEnrolment(call: Call, outcome: CallOutcome, promisedAt?: Date): Promise<void> {
    const { id: callId, enrolmentId } = call;
    if (!enrolmentId) return;
    await this.enrolments.withLocked(enrolmentId, ['WRAP_UP'], (enrolment, campaign, moment) =>
      this.outcomes.apply(enrolment, campaign, { id: callId, outcome, ...(promisedAt ? { promisedAt } : {}) }, moment),
    );
  }
}
