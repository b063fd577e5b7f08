import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ContactHoursReader } from '../../compliance/contact-hours.service';
import type { CallOutcome } from '../../calls/call-outcome';
import { CampaignLife } from '../campaign-life.service';
import type { Campaign } from '../campaign.entity';
import type { Enrolment } from '../enrolment.entity';
import { allowedAttempts } from '../rules/allowed-attempts';
import { PRIORITY } from '../rules/enrolment-state';
import { type EndReason, planRetry } from '../rules/retry-planner';
import { readRetryPolicy } from '../rules/retry-policy';
import { type EnrolmentChange, EnrolmentStore } from './enrolment-store.service';

const RANDOM_STEPS = 1_000_000;

/** Decides what becomes of an enrolment once a call of it has its outcome: another attempt in the next legal window, or the end. */
@Injectable()
export class OutcomeApplier {
  constructor(
    private readonly enrolments: EnrolmentStore,
    private readonly campaigns: CampaignLife,
    private readonly hours: ContactHoursReader,
  ) {}

  /** On a locked enrolment. `promisedAt` is the time agreed with the person, for CALLBACK_REQUESTED. */
  async apply(
    enrolment: Enrolment,
    campaign: Campaign,
    outcome: CallOutcome,
    moment: Date,
    promisedAt?: Date,
  ): Promise<void> {
    const counted = countedWith(enrolment, outcome);
    if (campaign.status === 'CANCELLED')
      return this.end(enrolment, { ...counted, outcome }, 'CAMPAIGN_STOPPED', moment);
    if (
      outcome === 'CALLBACK_REQUESTED' &&
      promisedAt &&
      enrolment.attempts < allowedAttempts(campaign, PRIORITY.PROMISED)
    ) {
      return this.wait(
        enrolment,
        campaign,
        { ...counted, priority: PRIORITY.PROMISED, promisedAt },
        promisedAt,
        moment,
      );
    }
    const history = { attempts: enrolment.attempts, maxAttempts: campaign.maxAttempts, ...counted };
    const plan = planRetry(
      outcome,
      history,
      readRetryPolicy(campaign.retryPolicy),
      randomInt(RANDOM_STEPS) / RANDOM_STEPS,
    );
    if (!plan.again) return this.end(enrolment, { ...counted, outcome }, plan.endReason, moment);
    const dueAt = new Date(moment.getTime() + plan.delaySeconds * 1_000);
    return this.wait(enrolment, campaign, { ...counted, priority: plan.priority, promisedAt: null }, dueAt, moment);
  }

  /** Back to waiting without an outcome: the claim was withdrawn or the carrier never dialed. */
  async release(
    enrolment: Enrolment,
    campaign: Campaign,
    change: EnrolmentChange,
    dueAt: Date,
    moment: Date,
  ): Promise<void> {
    if (campaign.status === 'CANCELLED')
      return this.end(enrolment, { ...change, outcome: lastOutcomeOf(enrolment) }, 'CAMPAIGN_STOPPED', moment);
    return this.wait(enrolment, campaign, change, dueAt, moment);
  }

  /** The lead may be somewhere else by now. */
  async relocate(enrolment: Enrolment, campaign: Campaign, zoneKey: string, moment: Date): Promise<void> {
    if (enrolment.state === 'WAITING') return this.wait(enrolment, campaign, { zoneKey }, enrolment.dueAt, moment);
    return this.enrolments.change(enrolment, { zoneKey }, moment);
  }

  async end(enrolment: Enrolment, change: EnrolmentChange, endReason: EndReason, moment: Date): Promise<void> {
    await this.enrolments.change(enrolment, { ...change, state: 'ENDED', endReason, endedAt: moment }, moment);
    await this.campaigns.completeIfDone(enrolment.campaignId, moment);
  }

  /** The only way to wait, or to wait on. Whoever was suppressed while a call was under way does not come back. */
  private async wait(
    enrolment: Enrolment,
    campaign: Campaign,
    change: EnrolmentChange,
    dueAt: Date,
    moment: Date,
  ): Promise<void> {
    const { isSuppressed, hours } = await this.hours.ofPerson(enrolment.phone);
    if (isSuppressed) return this.end(enrolment, { ...change, outcome: 'OPTED_OUT' }, 'SUPPRESSED', moment);
    const { purpose, callingWindows: windows } = campaign;
    const legal = hours.firstOpening(change.zoneKey ?? enrolment.zoneKey, { purpose, windows, moment: dueAt });
    if (!legal) {
      const outcome = change.lastOutcome ?? lastOutcomeOf(enrolment);
      return this.end(enrolment, { ...change, outcome }, 'UNREACHABLE_BY_LAW', moment);
    }
    await this.enrolments.change(enrolment, { ...change, state: 'WAITING', dueAt: legal }, moment);
  }
}

/** What is left of somebody who is called no more. */
export function lastOutcomeOf({ lastOutcome }: Enrolment): CallOutcome {
  return lastOutcome ?? 'FAILED';
}

function countedWith(enrolment: Enrolment, outcome: CallOutcome) {
  return {
    lastOutcome: outcome,
    busyCount: enrolment.busyCount + (outcome === 'BUSY' ? 1 : 0),
    failedCount: enrolment.failedCount + (outcome === 'FAILED' ? 1 : 0),
    noAnswerCount: enrolment.noAnswerCount + (outcome === 'NO_ANSWER' ? 1 : 0),
  };
}
