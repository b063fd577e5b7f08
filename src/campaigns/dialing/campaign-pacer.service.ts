import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { failpoint } from '../../platform/failpoints/failpoint';
import { CampaignLife } from '../campaign-life.service';
import type { Campaign } from '../campaign.entity';
import { allOf, type ClaimedCalls, claimInLanes, NOTHING_CLAIMED } from '../allocation/claim-lanes';
import { type Due, type Leftover, noteDemand } from '../allocation/demand-book';
import { ProgressNews } from '../progress/progress-news.service';
import { isPassing } from '../rules/campaign-status';
import type { CampaignOutlook } from './campaign-obstacles.service';
import { earliestOpening } from './earliest-opening';
import { PacerAlarm } from './pacer-alarm.service';
import { PacerTools } from './pacer-tools.service';
import { type PacingView, PacingFacts } from './pacing-facts.service';
import { nextLook, type PassOutcome } from './pass-outcome';
import { BATCH, type Capacity } from './capacity';

/** Asks "how many now?" for one campaign, claims that many, and rings a dialing job for each. */
@Injectable()
export class CampaignPacer {
  constructor(
    private readonly tools: PacerTools,
    private readonly life: CampaignLife,
    private readonly facts: PacingFacts,
    private readonly news: ProgressNews,
    private readonly alarm: PacerAlarm,
  ) {}

  /**
   * One pass; safe to run any number of times at once. It pauses a campaign that has to stand still, and resumes one whose pause
   * has lost its cause. @returns the calls it made.
   */
  async pace(campaignId: string): Promise<string[]> {
    const claimed = await this.tools.work.run(async (tx) => {
      const campaign = await this.life.lock(campaignId);
      const moment = this.tools.clock.now();
      if (campaign.isProbing) await this.tools.breaker.probeIfDue(campaign, moment);
      if (campaign.status !== 'ACTIVE' && !isPassing(campaign.pauseReason)) {
        // Whoever paused it may have held it at the very moment its last lead was done.
        if (campaign.status === 'PAUSED') await this.life.completeIfDone(campaignId, moment);
        return NOTHING_CLAIMED;
      }
      const outlook = await this.facts.outlookOf(campaign);
      const hold = await this.facts.holdOf(campaign, outlook);
      if (hold === 'DONE') await this.life.completeIfDone(campaignId, moment);
      else if (hold && hold !== campaign.pauseReason) await this.life.pause(campaign, hold, moment);
      if (hold) return NOTHING_CLAIMED;
      if (campaign.status === 'PAUSED') await this.life.activate(campaign, moment);
      return this.pass(tx, campaign, outlook, moment);
    });
    const calls = allOf(claimed);
    if (calls.length > 0) await failpoint('claim.after_commit');
    await this.tools.ring(claimed);
    return calls;
  }

  private async pass(
    tx: EntityManager,
    campaign: Campaign,
    outlook: CampaignOutlook,
    moment: Date,
  ): Promise<ClaimedCalls> {
    const view = await this.facts.read(tx, campaign, moment);
    const isMany = view.due.hot + view.due.normal > BATCH;
    const { fronts, openZones: openNow } = view;
    const nextDueAt = isMany ? null : await earliestOpening(tx, campaign, view, { moment, openNow, fronts });
    const { claimed, capacity } = await this.claim(tx, campaign, outlook, { ...view, moment });
    if (allOf(claimed).length > 0) {
      this.news.touchAfterCommit(campaign.id);
      await failpoint('claim.before_commit');
    }
    const outcome = { claimed, due: view.due, capacity, nextDueAt, account: view.account };
    this.alarm.setAfterCommit(campaign.id, nextLook(outcome, moment));
    const { overlooksForMs: campaignMs } = fronts;
    if (campaignMs !== null) this.alarm.setAfterCommit(campaign.id, { campaignMs, capacityMs: null });
    return claimed;
  }

  /** Nobody else's turn is held up for a campaign of which nobody is due, or whose agents are all busy. */
  private async claim(
    tx: EntityManager,
    campaign: Campaign,
    outlook: CampaignOutlook,
    view: PacingView & { readonly moment: Date },
  ): Promise<Pick<PassOutcome, 'claimed' | 'capacity'>> {
    const { due, fromNumber, openZones, fronts, moment } = view;
    const { agents } = outlook;
    const lasts = { moment, lastsMs: 2 * this.tools.sweepIntervalMs };
    const isAgentHeld = due.hot + due.normal > 0 && agents.every(({ free }) => free === 0);
    if (due.hot + due.normal === 0 || !fromNumber || isAgentHeld) {
      await noteDemand(tx, campaign, { hot: 0, normal: 0, claimed: 0, isAgentHeld }, lasts);
      return { claimed: NOTHING_CLAIMED, capacity: null };
    }
    const capacity = await this.facts.roomFor(tx, campaign, outlook, view);
    const order = { campaign, openZones, fronts, agents, fromNumber, limit: capacity.limit, moment };
    const claimed = await claimInLanes(tx, order, capacity.normalLimit);
    await noteDemand(tx, campaign, leftoverOf(due, claimed, capacity), lasts);
    return { claimed, capacity };
  }
}

/**
 * A pass that was given more than it could use wants nothing more for now, whatever it had counted; nor does one whose day is used up:
 * what is kept for who may not use it would serve nobody. Who may not use what is kept for others does want more.
 */
function leftoverOf(due: Due, { normal, hot }: ClaimedCalls, capacity: Capacity): Leftover {
  const claimed = normal.length + hot.length;
  const isSated = claimed < capacity.normalLimit;
  const most = isSated ? 0 : Math.max(0, capacity.dailyCalls - claimed);
  const leftHot = claimed < capacity.limit ? 0 : Math.min(most, Math.max(0, due.hot - hot.length));
  return {
    hot: leftHot,
    normal: Math.min(most - leftHot, Math.max(0, due.normal - normal.length)),
    claimed,
    isAgentHeld: isSated && claimed < due.hot + due.normal,
  };
}
