import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CampaignLife } from '../campaign-life.service';
import type { Campaign } from '../campaign.entity';
import { ProgressNews } from '../progress/progress-news.service';
import { claimDueEnrolments } from './claim';
import { PacingBell } from './pacing-bell.service';
import { PacingFacts } from './pacing-facts.service';
import { PacerTools } from './pacer-tools.service';

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

  /** One pass; safe to run any number of times at once. @returns the calls it made. */
  async pace(campaignId: string): Promise<string[]> {
    const claimed = await this.tools.work.run(async (tx) => {
      const campaign = await this.life.lock(campaignId);
      if (campaign.status !== 'ACTIVE') return [];
      const moment = this.tools.clock.now();
      const obstacle = await this.facts.obstacleOf(campaign);
      if (obstacle === 'DONE') await this.life.completeIfDone(campaignId, moment);
      else if (obstacle) await this.life.pause(campaign, obstacle, moment);
      else return this.claim(tx, campaign, moment);
      return [];
    });
    await this.tools.ring(claimed);
    return claimed;
  }

  private async claim(tx: EntityManager, campaign: Campaign, moment: Date): Promise<string[]> {
    const { limit, openZones, agents, fromNumber } = await this.facts.read(tx, campaign, moment);
    const claimed = await claimDueEnrolments(tx, { campaign, openZones, agents, fromNumber, limit, moment });
    if (claimed.length > 0) this.news.touchAfterCommit(campaign.id);
    if (limit > 0) await this.wakeWhenDue(tx, campaign, moment, claimed.length === limit);
    return claimed;
  }

  /** Full passes look again at once; otherwise at the next due time, if that comes before the sweep does. */
  private async wakeWhenDue(tx: EntityManager, campaign: Campaign, moment: Date, isFull: boolean): Promise<void> {
    const dueInMs = isFull ? 0 : await this.facts.nextDueInMs(tx, campaign, moment);
    if (dueInMs === null || dueInMs > this.tools.sweepIntervalMs) return;
    this.tools.work.afterCommit(() => this.bell.wake(campaign.id, Math.max(dueInMs, 20)));
  }
}
