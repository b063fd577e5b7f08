import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { nextOpening } from '../../compliance/calling-window';
import { dialZoneOfKey } from '../../compliance/dial-zone';
import type { CallOutcome } from '../../calls/call-outcome';
import { CampaignLife } from '../campaign-life.service';
import type { Campaign } from '../campaign.entity';
import type { Enrolment } from '../enrolment.entity';
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
    if (outcome === 'CALLBACK_REQUESTED' && promisedAt && enrolment.attempts < campaign.maxAttempts + 1) {
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
      return this.end(enrolment, { ...change, outcome: 'FAILED' }, 'CAMPAIGN_STOPPED', moment);
    return this.wait(enrolment, campaign, change, dueAt, moment);
  }

  async end(enrolment: Enrolment, change: EnrolmentChange, endReason: EndReason, moment: Date): Promise<void> {
    await this.enrolments.change(enrolment, { ...change, state: 'ENDED', endReason, endedAt: moment }, moment);
    await this.campaigns.completeIfDone(enrolment.campaignId, moment);
  }

  private async wait(
    enrolment: Enrolment,
    campaign: Campaign,
    change: EnrolmentChange,
    dueAt: Date,
    moment: Date,
  ): Promise<void> {
    const legal = nextOpening(dialZoneOfKey(enrolment.zoneKey), dueAt, campaign.callingWindows);
    if (!legal) return this.end(enrolment, change, 'UNREACHABLE_BY_LAW', moment);
    await this.enrolments.change(enrolment, { ...change, state: 'WAITING', dueAt: legal }, moment);
  }
}

function countedWith(enrolment: Enrolment, outcome: CallOutcome) {
  return {
    lastOutcome: outcome,
    busyCount: enrolment.busyCount + (outcome === 'BUSY' ? 1 : 0),
    failedCount: enrolment.failedCount + (outcome === 'FAILED' ? 1 : 0),
    noAnswerCount: enrolment.noAnswerCount + (outcome === 'NO_ANSWER' ? 1 : 0),
  };
}
