import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { failpoint } from '../../platform/failpoints/failpoint';
import { CampaignLife } from '../campaign-life.service';
import type { Campaign } from '../campaign.entity';
import { ProgressNews } from '../progress/progress-news.service';
import { isPassing } from '../rules/campaign-status';
import type { CampaignOutlook } from './campaign-obstacles.service';
import { claimDueEnrolments } from './claim';
import { earliestOpening } from './earliest-opening';
import { PacingBell } from './pacing-bell.service';
import { type PacingView, PacingFacts } from './pacing-facts.service';
import { PacerTools } from './pacer-tools.service';

/** A full pass looks again after this. */
const AT_ONCE_MS = 20;
/** Where the carrier's rate is what holds, room comes back call by call. */
const RATE_PAUSE_MS = 1_000;

/** Asks "how many now?" for one campaign, claims that many, and rings a dialing job for each. */
@Injectable()
export class CampaignPacer {
  constructor(
    private readonly tools: PacerTools,
    private readonly life: CampaignLife,
    private readonly facts: PacingFacts,
    private readonly news: ProgressNews,
    private readonly bell: PacingBell,
  ) {}

  /**
   * One pass; safe to run any number of times at once. It pauses a campaign that has to stand still, and resumes one whose pause
   * has lost its cause. @returns the calls it made.
   */
  async pace(campaignId: string): Promise<string[]> {
    const claimed = await this.tools.work.run(async (tx) => {
      const campaign = await this.life.lock(campaignId);
      if (campaign.status !== 'ACTIVE' && !isPassing(campaign.pauseReason)) return [];
      const moment = this.tools.clock.now();
      const outlook = await this.facts.outlookOf(campaign);
      const hold = await this.facts.holdOf(campaign, outlook);
      if (hold === 'DONE') await this.life.completeIfDone(campaignId, moment);
      else if (hold && hold !== campaign.pauseReason) await this.life.pause(campaign, hold, moment);
      if (hold) return [];
      if (campaign.status === 'PAUSED') await this.life.activate(campaign, moment);
      return this.claim(tx, campaign, outlook, moment);
    });
    if (claimed.length > 0) await failpoint('claim.after_commit');
    await this.tools.ring(claimed);
    return claimed;
  }

  private async claim(
    tx: EntityManager,
    campaign: Campaign,
    outlook: CampaignOutlook,
    moment: Date,
  ): Promise<string[]> {
    const view = await this.facts.read(tx, campaign, outlook, moment);
    const { limit, openZones, fromNumber } = view;
    const { agents } = outlook;
    const claimed = fromNumber
      ? await claimDueEnrolments(tx, { campaign, openZones, agents, fromNumber, limit, moment })
      : [];
    if (claimed.length > 0) this.news.touchAfterCommit(campaign.id);
    if (claimed.length > 0) await failpoint('claim.before_commit');
    const delayMs = await this.nextLookInMs(tx, campaign, view, claimed.length, moment);
    if (delayMs !== null && delayMs <= this.tools.sweepIntervalMs)
      this.tools.work.afterCommit(() => this.bell.wake(campaign.id, delayMs));
    return claimed;
  }

  /**
   * Milliseconds; null when only an event can help. Leads that are due and were not claimed are held by a limit, whose clearing
   * rings the bell.
   */
  private async nextLookInMs(
    tx: EntityManager,
    campaign: Campaign,
    view: PacingView,
    claimed: number,
    moment: Date,
  ): Promise<number | null> {
    const { limit, isHeldByRate } = view;
    if (isHeldByRate && claimed === limit) return RATE_PAUSE_MS;
    if (limit === 0) return null;
    if (claimed === limit) return AT_ONCE_MS;
    const next = await earliestOpening(tx, campaign, view, { moment, dueAfter: moment });
    return next && Math.max(AT_ONCE_MS, next.getTime() - moment.getTime());
  }
}
