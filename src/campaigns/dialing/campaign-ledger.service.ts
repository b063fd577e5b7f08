import { Injectable } from '@nestjs/common';
import type { Call } from '../../calls/call.entity';
import type { CallOutcome } from '../../calls/call-outcome';
import { CampaignLedger, type OwnerTerms, type Withdrawal } from '../../calls/campaign-ledger.port';
import { allowedAttempts } from '../rules/allowed-attempts';
import type { EndReason } from '../rules/retry-planner';
import { CampaignTerms } from './campaign-terms.service';
import { EnrolmentStore, type EnrolmentStep } from './enrolment-store.service';
import { LeadLedger } from './lead-ledger.service';
import { lastOutcomeOf, OutcomeApplier } from './outcome-applier.service';

interface FinalWithdrawal {
  /** The last one the lead had when left out. */
  readonly outcome?: CallOutcome;
  readonly endReason: EndReason;
}

/** Withdrawals that end the enrolment instead of putting it back. */
const FINAL_WITHDRAWALS: Readonly<Record<string, FinalWithdrawal>> = {
  PERSON_SUPPRESSED: { outcome: 'OPTED_OUT', endReason: 'SUPPRESSED' },
  PHONE_UNUSABLE: { outcome: 'INVALID_NUMBER', endReason: 'PHONE_UNUSABLE' },
  LOCATION_UNKNOWN: { outcome: 'INVALID_NUMBER', endReason: 'PHONE_UNUSABLE' },
  CAMPAIGN_STOPPED: { endReason: 'CAMPAIGN_STOPPED' },
  ATTEMPTS_EXHAUSTED: { endReason: 'ATTEMPTS_EXHAUSTED' },
};

/** The whole campaign is held, or another agent may speak: the lead stays due and is claimed as soon as the hold is gone. */
const HOLDS = new Set(['CAMPAIGN_PAUSED', 'TENANT_PAUSED', 'BUDGET_EXCEEDED', 'AGENT_UNAVAILABLE']);

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
      const final = FINAL_WITHDRAWALS[reason];
      if (final)
        await this.outcomes.end(
          enrolment,
          { outcome: final.outcome ?? lastOutcomeOf(enrolment) },
          final.endReason,
          moment,
        );
      else await this.outcomes.release(enrolment, campaign, {}, HOLDS.has(reason) ? moment : (until ?? moment), moment);
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
