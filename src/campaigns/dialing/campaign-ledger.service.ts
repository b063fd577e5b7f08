import { Injectable } from '@nestjs/common';
import type { Call } from '../../calls/call.entity';
import { CampaignLedger, type OwnerTerms, type Withdrawal } from '../../calls/campaign-ledger.port';
import { allowedAttempts } from '../rules/allowed-attempts';
import { afterWithdrawal } from '../rules/withdrawal';
import { CampaignTerms } from './campaign-terms.service';
import { EnrolmentStore, type EnrolmentStep } from './enrolment-store.service';
import { LeadLedger } from './lead-ledger.service';
import { lastOutcomeOf, OutcomeApplier } from './outcome-applier.service';

/** Moves enrolment and lead together with the call they belong to; a manual call moves its lead alone. */
@Injectable()
export class EnrolmentLedger extends CampaignLedger {
  constructor(
    private readonly terms: CampaignTerms,
    private readonly enrolments: EnrolmentStore,
    private readonly outcomes: OutcomeApplier,
    private readonly leads: LeadLedger,
  ) {
    super();
  }

  termsOf(call: Call): Promise<OwnerTerms> {
    return this.terms.of(call);
  }

  async dialed(call: Call, moment: Date): Promise<void> {
    await this.onEnrolment(call, (enrolment, campaign) => {
      const attemptsAllowed = allowedAttempts(campaign, enrolment.priority);
      return this.enrolments.change(enrolment, { attempts: enrolment.attempts + 1, attemptsAllowed }, moment);
    });
  }

  async withdrawn(call: Call, { reason, until }: Withdrawal, moment: Date): Promise<void> {
    await this.onEnrolment(call, async (enrolment, campaign) => {
      const then = afterWithdrawal(reason, until, moment);
      if (then.kind === 'WAIT') return this.outcomes.release(enrolment, campaign, {}, then.dueAt, moment);
      const { outcome = lastOutcomeOf(enrolment), endReason } = then;
      await this.outcomes.end(enrolment, { outcome }, endReason, moment);
    });
  }

  async notPlaced(call: Call, dueAt: Date, moment: Date): Promise<void> {
    await this.onEnrolment(call, (enrolment, campaign) =>
      this.outcomes.release(enrolment, campaign, { attempts: Math.max(0, enrolment.attempts - 1) }, dueAt, moment),
    );
  }

  async connected(call: Call, moment: Date): Promise<void> {
    await this.onEnrolment(call, (enrolment) =>
      enrolment.connected ? Promise.resolve() : this.enrolments.change(enrolment, { connected: true }, moment),
    );
  }

  async machineAnswered(call: Call, moment: Date): Promise<void> {
    await this.onEnrolment(call, async (enrolment) => {
      const connected = await this.enrolments.wasReached(enrolment);
      if (connected !== enrolment.connected) await this.enrolments.change(enrolment, { connected }, moment);
    });
  }

  async ended(call: Call, moment: Date): Promise<void> {
    if (call.outcome) await this.leads.callEnded(call, call.outcome);
    await this.onEnrolment(call, async (enrolment, campaign) => {
      if (call.outcome) await this.outcomes.apply(enrolment, campaign, call.outcome, moment);
      else await this.enrolments.change(enrolment, { state: 'WRAP_UP' }, moment);
    });
  }

  async spent(call: Call, deltaMicros: number): Promise<void> {
    if (call.campaignId) await this.terms.addSpend(call.campaignId, deltaMicros);
  }

  /** WRAP_UP is of the same call: the carrier may decide what waits for an assessment. */
  private async onEnrolment(call: Call, step: EnrolmentStep): Promise<void> {
    if (call.enrolmentId) await this.enrolments.withLocked(call.enrolmentId, ['IN_FLIGHT', 'WRAP_UP'], step);
  }
}
