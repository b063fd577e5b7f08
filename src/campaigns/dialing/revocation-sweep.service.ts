import { Injectable } from '@nestjs/common';
import { ConsentLists } from '../../compliance/consents/consent-lists.service';
import { EnrolmentStore } from './enrolment-store.service';
import { LiveCalls } from './live-calls.service';
import { OutcomeApplier } from './outcome-applier.service';

/**
 * Carries a revocation of marketing to what is under way: leads that wait for a marketing call end, and phones that ring for one stop.
 * What is told and sells nothing goes on. A call that was claimed meanwhile is refused at the dial.
 */
@Injectable()
export class RevocationSweep {
  constructor(
    private readonly consents: ConsentLists,
    private readonly enrolments: EnrolmentStore,
    private readonly outcomes: OutcomeApplier,
    private readonly live: LiveCalls,
  ) {}

  /** Does nothing when the person has opted in again by now. */
  async endMarketingOf(consentId: string): Promise<void> {
    const revocation = await this.consents.find(consentId);
    if (!revocation || !(await this.consents.isRevoked(revocation.phone))) return;
    const { phone } = revocation;
    for (const { id } of await this.live.openEnrolmentsOf(phone, 'MARKETING')) {
      await this.enrolments.withLocked(id, ['WAITING'], (enrolment, _campaign, moment) =>
        this.outcomes.end(enrolment, { outcome: 'OPTED_OUT' }, 'OPTED_OUT', moment),
      );
    }
    await this.live.hangUpRinging({ phone, purpose: 'MARKETING' });
  }
}
