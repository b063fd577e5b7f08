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

/** The person has not agreed: no waiting changes that. */
const NO_CONSENT: FinalWithdrawal = { endReason: 'NO_CONSENT' };

/** Withdrawals that end the enrolment instead of putting it back. */
const FINAL_WITHDRAWALS: Readonly<Record<string, FinalWithdrawal>> = {
  INTERNAL_DNC: { outcome: 'OPTED_OUT', endReason: 'SUPPRESSED' },
  CONSENT_REVOKED: { outcome: 'OPTED_OUT', endReason: 'OPTED_OUT' },
  PHONE_UNUSABLE: { outcome: 'INVALID_NUMBER', endReason: 'PHONE_UNUSABLE' },
  INVALID_NUMBER: { outcome: 'INVALID_NUMBER', endReason: 'PHONE_UNUSABLE' },
  NUMBER_TYPE_PROHIBITED: { outcome: 'INVALID_NUMBER', endReason: 'PHONE_UNUSABLE' },
  NUMBER_REASSIGNED: { outcome: 'WRONG_NUMBER', endReason: 'PHONE_UNUSABLE' },
  LOCATION_UNKNOWN: { outcome: 'INVALID_NUMBER', endReason: 'PHONE_UNUSABLE' },
  LEAD_DECLINED: { outcome: 'NOT_INTERESTED', endReason: 'NOT_INTERESTED' },
  NO_CONSENT,
  CONSENT_WRONG_NUMBER: NO_CONSENT,
  CONSENT_WRONG_SELLER: NO_CONSENT,
  CONSENT_CHANNEL_NOT_COVERED: NO_CONSENT,
  CONSENT_INCOMPLETE: NO_CONSENT,
  CAMPAIGN_STOPPED: { endReason: 'CAMPAIGN_STOPPED' },
  ATTEMPTS_EXHAUSTED: { endReason: 'ATTEMPTS_EXHAUSTED' },
};

/** Whatever else the law forbids this person. */
const FORBIDDEN: FinalWithdrawal = { endReason: 'UNREACHABLE_BY_LAW' };

/** What the company can mend: a list to read, a number to check, a registration. Nobody is given up for that. */
const DUTIES = new Set([
  'DNC_SCRUB_STALE',
  'RND_CHECK_REQUIRED',
  'CALLER_ID_INVALID',
  'REGION_EXCLUDED',
  'REGISTRATION_REQUIRED',
  'COUNSEL_REQUIRED',
]);
/** Most duties are met, or not, for many people at once; each of them is looked at again after this. */
const DUTY_RECHECK_MS = 6 * 60 * 60_000;
/** A ban may be lifted any time, and nobody in its zones is claimed until it is. */
const BAN_RECHECK_MS = 60 * 60_000;

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
      const dueAt = dueAfter(reason, until, moment);
      if (dueAt) return this.outcomes.release(enrolment, campaign, {}, dueAt, moment);
      const { outcome = lastOutcomeOf(enrolment), endReason } = FINAL_WITHDRAWALS[reason] ?? FORBIDDEN;
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

/** When somebody given back is due again; undefined when never. */
function dueAfter(reason: string, until: Date | undefined, moment: Date): Date | undefined {
  if (HOLDS.has(reason)) return moment;
  if (DUTIES.has(reason)) return new Date(moment.getTime() + DUTY_RECHECK_MS);
  if (reason !== 'EMERGENCY_HOLD' || !until) return until;
  return new Date(Math.min(until.getTime(), moment.getTime() + BAN_RECHECK_MS));
}
