import { Injectable } from '@nestjs/common';
import { SuppressionsService } from '../../compliance/suppressions.service';
import { CallConclusion } from './call-conclusion.service';
import { EnrolmentStore } from './enrolment-store.service';
import { LiveCalls } from './live-calls.service';
import { OutcomeApplier } from './outcome-applier.service';

/** Carries a suppression to everything under way: waiting leads end, ringing phones stop, ended calls are concluded. */
@Injectable()
export class SuppressionSweep {
  constructor(
    private readonly suppressions: SuppressionsService,
    private readonly enrolments: EnrolmentStore,
    private readonly outcomes: OutcomeApplier,
    private readonly conclusion: CallConclusion,
    private readonly live: LiveCalls,
  ) {}

  async endEnrolmentsOf(suppressionId: string): Promise<void> {
    const suppression = await this.suppressions.find(suppressionId);
    if (!suppression || suppression.removedAt) return;
    for (const { id, callId } of await this.live.openEnrolmentsOf(suppression.phone)) {
      await this.endWaiting(id);
      if (callId) await this.conclusion.concludeSuppressed(callId);
    }
    await this.live.hangUpRinging({ phone: suppression.phone });
  }

  private async endWaiting(enrolmentId: string): Promise<void> {
    await this.live.inOneStep(async (moment) => {
      const enrolment = await this.enrolments.lock(enrolmentId);
      if (enrolment?.state !== 'WAITING') return;
      await this.outcomes.end(enrolment, { outcome: 'OPTED_OUT' }, 'SUPPRESSED', moment);
    });
  }
}
