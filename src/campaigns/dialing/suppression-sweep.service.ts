import { Injectable } from '@nestjs/common';
import { SuppressionsService } from '../../compliance/suppressions/suppressions.service';
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
      await this.enrolments.withLocked(id, ['WAITING'], (enrolment, _campaign, moment) =>
        this.outcomes.end(enrolment, { outcome: 'OPTED_OUT' }, 'SUPPRESSED', moment),
      );
      if (callId) await this.conclusion.concludeSuppressed(callId);
    }
    await this.live.hangUpRinging({ phone: suppression.phone });
  }
}
