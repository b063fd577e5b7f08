import { Injectable } from '@nestjs/common';
import { PlatformSuppressions } from '../../compliance/suppressions/platform-suppressions.service';
import { EnrolmentStore } from './enrolment-store.service';
import { LiveCalls } from './live-calls.service';
import { OutcomeApplier } from './outcome-applier.service';

/**
 * Carries a suppression for every company to what one company has under way: leads that wait end, ringing phones stop. A call that is
 * over keeps what was said in it; nobody comes back to its lead.
 */
@Injectable()
export class PlatformSuppressionSweep {
  constructor(
    private readonly suppressions: PlatformSuppressions,
    private readonly enrolments: EnrolmentStore,
    private readonly outcomes: OutcomeApplier,
    private readonly live: LiveCalls,
  ) {}

  /** Does nothing when it was lifted by now. */
  async endEnrolmentsOf(platformSuppressionId: string): Promise<void> {
    const suppression = await this.suppressions.find(platformSuppressionId);
    if (!suppression || suppression.removedAt) return;
    for (const { id } of await this.live.openEnrolmentsOf(suppression.phone)) {
      await this.enrolments.withLocked(id, ['WAITING'], (enrolment, _campaign, moment) =>
        this.outcomes.end(enrolment, { outcome: 'OPTED_OUT' }, 'SUPPRESSED', moment),
      );
    }
    await this.live.hangUpRinging({ phone: suppression.phone });
  }
}
