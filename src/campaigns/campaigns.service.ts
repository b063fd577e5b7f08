import { Injectable } from '@nestjs/common';
import { type EntityManager, IsNull, type SelectQueryBuilder } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { Outbox } from '../platform/events/outbox';
import { type KeysetOrder, pageBy } from '../platform/graphql/keyset';
import type { Page, PageRequest } from '../platform/graphql/page';
import { Campaign } from './campaign.entity';
import { CampaignLife } from './campaign-life.service';
import { CampaignIsFixed, CampaignNotFound, IllegalCampaignMove } from './campaigns.errors';
import { CampaignStirred } from './campaigns.events';
import { type CampaignPolicy, CampaignPolicyReader } from './campaign-policy.service';
import type { CampaignStatus, PassingPause } from './rules/campaign-status';

export interface CampaignSelection {
  readonly statuses?: readonly CampaignStatus[] | null;
  readonly projectId?: string | null;
}

const NEWEST_FIRST: KeysetOrder<Campaign> = [
  { expression: 'campaign.createdAt', direction: 'DESC', cast: 'timestamptz', keyOf: (campaign) => campaign.createdAt },
  { expression: 'campaign.id', direction: 'DESC', cast: 'uuid', keyOf: (campaign) => campaign.id },
];

/** Campaigns as operators see them. */
@Injectable()
export class CampaignsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly life: CampaignLife,
    private readonly policies: CampaignPolicyReader,
    private readonly outbox: Outbox,
  ) {}

  /** @throws CampaignNotFound */
  async get(id: string): Promise<Campaign> {
    const campaign = await this.work.run((tx) => selected(tx, {}).andWhere('campaign.id = :id', { id }).getOne());
    if (!campaign) throw new CampaignNotFound();
    return campaign;
  }

  async list(selection: CampaignSelection, page: PageRequest): Promise<Page<Campaign>> {
    return pageBy(this.work, (tx) => selected(tx, selection), NEWEST_FIRST, page);
  }

  /** @throws BadUserInput naming the field; NotFound for a project, rubric or agent of somebody else. */
  async create(input: CampaignPolicy & { name: string; projectId: string }): Promise<Campaign> {
    return this.work.run(async (tx) => {
      const columns = await this.policies.columnsOfNew(input);
      const moment = this.clock.now();
      const campaign = {
        tenantId: currentTenantId(),
        id: uuidv7(),
        kind: 'OUTREACH' as const,
        createdAt: moment,
        updatedAt: moment,
      };
      await tx.insert(Campaign, { ...campaign, status: 'DRAFT', callingWindows: {}, retryPolicy: {}, ...columns });
      await tx.query('insert into campaign_progress (tenant_id, campaign_id, updated_at) values ($1, $2, $3)', [
        campaign.tenantId,
        campaign.id,
        moment,
      ]);
      await this.policies.setAgents(campaign.id, input);
      await this.life.log('created', campaign.id);
      return this.get(campaign.id);
    });
  }

  /** Takes effect on the next claim; calls under way keep what they began with. @throws CampaignIsFixed when it is over. */
  async change(id: string, input: CampaignPolicy): Promise<Campaign> {
    return this.work.run(async (tx) => {
      const campaign = await this.life.lock(id);
      if (campaign.endedAt) throw new CampaignIsFixed(campaign.status);
      if (campaign.status !== 'DRAFT' && changesWhatItIs(campaign, input)) throw new CampaignIsFixed(campaign.status);
      const columns = await this.policies.columnsOf(input);
      await tx.update(Campaign, { tenantId: campaign.tenantId, id }, { ...columns, updatedAt: this.clock.now() });
      await this.policies.setAgents(id, input);
      await this.life.log('changed', id, { fields: Object.keys(columns) });
      await this.outbox.record(CampaignStirred, { campaignId: id });
      return this.get(id);
    });
  }

  /** @throws IllegalCampaignMove unless it is a draft. */
  start(id: string): Promise<Campaign> {
    return this.activate(id, 'DRAFT');
  }

  /** @throws IllegalCampaignMove unless it is paused. */
  resume(id: string): Promise<Campaign> {
    return this.activate(id, 'PAUSED');
  }

  /** Ids of the campaigns that stand still for this reason. */
  async heldBy(reason: PassingPause): Promise<string[]> {
    const held = await this.work.single((tx) =>
      tx.find(Campaign, {
        select: { id: true },
        where: { tenantId: currentTenantId(), pauseReason: reason, deletedAt: IsNull() },
      }),
    );
    return held.map(({ id }) => id);
  }

  /** Those that call people now. */
  async active(): Promise<string[]> {
    const calling = await this.work.single((tx) =>
      tx.find(Campaign, { select: { id: true }, where: { tenantId: currentTenantId(), status: 'ACTIVE' } }),
    );
    return calling.map(({ id }) => id);
  }

  /** No call is placed after this has committed, claimed ones included; conversations under way go on. */
  async pause(id: string): Promise<Campaign> {
    return this.work.run(async () => {
      const campaign = await this.life.lock(id);
      await this.life.pause(campaign, 'USER', this.clock.now());
      return campaign;
    });
  }

  /**
   * Ends it for good: no call is placed after this has committed. Its waiting leads are ended and ringing phones stopped right after;
   * conversations under way go on.
   */
  async stop(id: string): Promise<Campaign> {
    return this.work.run(async () => {
      const campaign = await this.life.lock(id);
      await this.life.cancel(campaign, this.clock.now());
      return campaign;
    });
  }

  /** Only what never started, which lets go of its leads, or is over; what it did stays on record. @throws CampaignIsFixed */
  async remove(id: string): Promise<Campaign> {
    return this.work.run(async (tx) => {
      const campaign = await this.life.lock(id);
      if (campaign.status === 'ACTIVE' || campaign.status === 'PAUSED') throw new CampaignIsFixed(campaign.status);
      const moment = this.clock.now();
      if (campaign.status === 'DRAFT') await this.life.cancel(campaign, moment);
      await tx.update(Campaign, { tenantId: campaign.tenantId, id }, { deletedAt: moment, updatedAt: moment });
      await this.life.log('deleted', id);
      return campaign;
    });
  }

  private activate(id: string, from: CampaignStatus): Promise<Campaign> {
    return this.work.run(async () => {
      const campaign = await this.life.lock(id);
      if (campaign.status !== from) throw new IllegalCampaignMove(campaign.status, 'ACTIVE');
      await this.life.activate(campaign, this.clock.now());
      return campaign;
    });
  }
}

/** Who was enrolled was enrolled for this project and this purpose. */
function changesWhatItIs(campaign: Campaign, { projectId, purpose }: CampaignPolicy): boolean {
  return (!!projectId && projectId !== campaign.projectId) || (!!purpose && purpose !== campaign.purpose);
}

function selected(tx: EntityManager, { statuses, projectId }: CampaignSelection): SelectQueryBuilder<Campaign> {
  const query = tx
    .createQueryBuilder(Campaign, 'campaign')
    .where('campaign.tenantId = :tenantId and campaign.deletedAt is null', { tenantId: currentTenantId() });
  if (statuses?.length) query.andWhere('campaign.status = any(:statuses)', { statuses });
  if (projectId) query.andWhere('campaign.projectId = :projectId', { projectId });
  return query;
}
