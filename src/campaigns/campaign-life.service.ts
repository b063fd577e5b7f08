import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { actorReference } from '../platform/context/actor';
import { currentActor, currentTenantId } from '../platform/context/request-context';
import { rowOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import type { Fact } from '../platform/events/fact';
import { Outbox } from '../platform/events/outbox';
import { AuditTrail } from '../tenants/audit-trail.service';
import { Campaign } from './campaign.entity';
import { CampaignNotFound, IllegalCampaignMove } from './campaigns.errors';
import { CampaignCancelled, CampaignCompleted, CampaignPaused, CampaignStirred } from './campaigns.events';
import { ProgressNews } from './progress/progress-news.service';
import { type CampaignStatus, mayMoveCampaign, type PauseReason } from './rules/campaign-status';

/** As many as the database counts. */
const MOST_TRIPS = 100;

/** Moves a campaign through its life; each move is logged with its moment and who made it. */
@Injectable()
export class CampaignLife {
  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly news: ProgressNews,
    private readonly audit: AuditTrail,
  ) {}

  /** Locked against other moves and passes of the pacer, not against calls that refer to it. @throws CampaignNotFound */
  lock(campaignId: string): Promise<Campaign> {
    return this.work.run(async (tx) => {
      const campaign = await this.query(tx, campaignId).getOne();
      if (!campaign) throw new CampaignNotFound();
      return campaign;
    });
  }

  /** As `lock`, or null when somebody else holds it. */
  private lockIfFree(campaignId: string): Promise<Campaign | null> {
    return this.work.run((tx) => this.query(tx, campaignId).setOnLocked('skip_locked').getOne());
  }

  private query(tx: EntityManager, campaignId: string): SelectQueryBuilder<Campaign> {
    return tx
      .createQueryBuilder(Campaign, 'campaign')
      .setLock('for_no_key_update')
      .where('campaign.tenantId = :tenantId and campaign.id = :campaignId and campaign.deletedAt is null', {
        tenantId: currentTenantId(),
        campaignId,
      });
  }

  /** From DRAFT or PAUSED. Whoever does it by hand forgives the failures before. */
  async activate(campaign: Campaign, moment: Date): Promise<void> {
    const fresh = currentActor().kind === 'SYSTEM' ? {} : { probeAt: null, isProbing: false, breakerTrips: 0 };
    await this.move(campaign, 'ACTIVE', moment, { startedAt: campaign.startedAt ?? moment, ...fresh });
    await this.record(CampaignStirred, campaign.id);
  }

  /** Its calls fail: it stands still, and tries again at `probeAt`. */
  async trip(campaign: Campaign, probeAt: Date, moment: Date): Promise<void> {
    const breakerTrips = Math.min(MOST_TRIPS, campaign.breakerTrips + 1);
    const columns = { pauseReason: 'FAILURE_BREAKER' as const, probeAt, breakerTrips, isProbing: false };
    await this.move(campaign, 'PAUSED', moment, columns);
    await this.outbox.record(CampaignPaused, { campaignId: campaign.id, reason: columns.pauseReason });
  }

  /** Calls again, one at a time, to see whether calls succeed. */
  async probe(campaign: Campaign, moment: Date): Promise<void> {
    await this.move(campaign, 'ACTIVE', moment, { isProbing: true, probeAt: moment });
    await this.record(CampaignStirred, campaign.id);
  }

  /** The trial succeeded: it calls as fast as it may. */
  async recover(campaign: Campaign, moment: Date): Promise<void> {
    const columns = { isProbing: false, probeAt: null, breakerTrips: 0, breakerFrom: moment, updatedAt: moment };
    await this.work.single((tx) => tx.update(Campaign, { tenantId: campaign.tenantId, id: campaign.id }, columns));
    Object.assign(campaign, columns);
    await this.record(CampaignStirred, campaign.id);
  }

  /** From ACTIVE, or from a pause for another reason: a person may hold for good what only waits for an agent. */
  async pause(campaign: Campaign, reason: PauseReason, moment: Date): Promise<void> {
    await this.move(campaign, 'PAUSED', moment, { pauseReason: reason });
    await this.outbox.record(CampaignPaused, { campaignId: campaign.id, reason });
  }

  async cancel(campaign: Campaign, moment: Date): Promise<void> {
    await this.move(campaign, 'CANCELLED', moment, { endedAt: moment });
    await this.record(CampaignCancelled, campaign.id);
  }

  /**
   * Completes an outreach whose last enrolment has ended. Call it in the transaction that ended one: the progress row it reads
   * is locked by that very change, so of two that end at once the later sees zero. When somebody else holds the campaign the
   * pacer, woken after the commit, completes it: waiting here, with the progress row in hand, could deadlock.
   */
  async completeIfDone(campaignId: string, moment: Date): Promise<void> {
    await this.work.run(async (tx) => {
      const left = await rowOf<{ remaining: number; total: number }>(
        tx,
        'select remaining, total from campaign_progress where tenant_id = $1 and campaign_id = $2',
        [currentTenantId(), campaignId],
      );
      if (!left || left.remaining > 0 || left.total === 0) return;
      const campaign = await this.lockIfFree(campaignId);
      if (!campaign || campaign.kind !== 'OUTREACH' || (campaign.status !== 'ACTIVE' && campaign.status !== 'PAUSED'))
        return;
      await this.move(campaign, 'COMPLETED', moment, { endedAt: moment });
      await this.record(CampaignCompleted, campaignId);
    });
  }

  /** An entry of the audit log, in the open unit of work. */
  async log(
    what: 'created' | 'changed' | 'moved' | 'deleted',
    campaignId: string,
    details: object = {},
  ): Promise<void> {
    await this.audit.record({ action: `campaign.${what}`, target: `campaign:${campaignId}`, details });
  }

  private async move(campaign: Campaign, to: CampaignStatus, moment: Date, change: Partial<Campaign>): Promise<void> {
    const isOtherPause = to === 'PAUSED' && campaign.status === 'PAUSED' && campaign.pauseReason !== change.pauseReason;
    if (!isOtherPause && !mayMoveCampaign(campaign.status, to)) throw new IllegalCampaignMove(campaign.status, to);
    const columns = { pauseReason: null, ...change, status: to, updatedAt: moment };
    await this.work.run(async (tx) => {
      await tx.getRepository(Campaign).update({ tenantId: campaign.tenantId, id: campaign.id }, columns);
      await tx.query(
        'insert into campaign_status_log (tenant_id, id, campaign_id, status, reason, actor, at) values ($1, $2, $3, $4, $5, $6, $7)',
        [
          campaign.tenantId,
          uuidv7(),
          campaign.id,
          to,
          change.pauseReason ?? null,
          actorReference(currentActor()),
          moment,
        ],
      );
    });
    await this.log('moved', campaign.id, { to, ...(change.pauseReason ? { reason: change.pauseReason } : {}) });
    Object.assign(campaign, columns);
    this.news.touchAfterCommit(campaign.id);
  }

  private record(fact: Fact<{ campaignId: string }>, campaignId: string): Promise<void> {
    return this.outbox.record(fact, { campaignId });
  }
}
