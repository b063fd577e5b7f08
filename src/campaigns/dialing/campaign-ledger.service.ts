import { Injectable } from '@nestjs/common';
import type { Call } from '../../calls/call.entity';
import { CampaignLedger, type OwnerTerms, type Withdrawal } from '../../calls/campaign-ledger.port';
import { DEFER_REASONS } from '../../compliance/rules/contact-decision';
import { allowedAttempts } from '../rules/allowed-attempts';
import { afterWithdrawal } from '../rules/withdrawal';
import { KeptPromises } from '../retries/kept-promises.service';
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
    private readonly promises: KeptPromises,
  ) {
    super();
  }

  termsOf(call: Call, moment: Date): Promise<OwnerTerms> {
    return this.terms.of(call, moment);
  }

  async dialed(call: Call, moment: Date): Promise<void> {
    await this.onEnrolment(call, (enrolment, campaign) =>
      this.enrolments.countAttempt(enrolment, allowedAttempts(campaign, enrolment.priority), moment),
    );
  }

  async withdrawn(call: Call, { reason, until }: Withdrawal, moment: Date): Promise<void> {
    await this.onEnrolment(call, async (enrolment, campaign) => {
      const then = afterWithdrawal(reason, until, moment);
      if (then.kind === 'WAIT') {
        const change = { heldForPerson: reason === 'PERSON_RESTING' };
        const until = { dueAt: then.dueAt, ...ruleOfLaw(reason) };
        return this.outcomes.release(enrolment, campaign, change, until, moment);
      }
      const { outcome = lastOutcomeOf(enrolment), endReason } = then;
      await this.outcomes.end(enrolment, { outcome }, endReason, moment);
    });
  }

  async notPlaced(call: Call, dueAt: Date, moment: Date): Promise<void> {
    await this.onEnrolment(call, (enrolment, campaign) =>
      this.outcomes.release(
        enrolment,
        campaign,
        { attempts: Math.max(0, enrolment.attempts - 1), heldForPerson: false },
        { dueAt },
        moment,
      ),
    );
  }

  async connected(call: Call, moment: Date): Promise<void> {
    await this.onEnrolment(call, async (enrolment) => {
      await this.promises.called(enrolment, call, moment);
      if (!enrolment.connected) await this.enrolments.change(enrolment, { connected: true }, moment);
    });
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
      if (call.outcome !== 'FAILED') await this.promises.called(enrolment, call, moment);
      const { id, outcome } = call;
      if (outcome) await this.outcomes.apply(enrolment, campaign, { id, outcome }, moment);
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

function ruleOfLaw(reason: string): { because?: string } {
  return DEFER_REASONS.some((known) => known === reason) ? { because: reason } : {};
}
