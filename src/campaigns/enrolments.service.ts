import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { rowOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { Outbox } from '../platform/events/outbox';
import type { Campaign } from './campaign.entity';
import { CampaignLife } from './campaign-life.service';
import { CampaignIsFixed } from './campaigns.errors';
import { CampaignStirred } from './campaigns.events';

/** Which leads to enrol: named ones, or all of a project and an import that match. */
export interface LeadSelection {
  readonly leadIds?: readonly string[];
  readonly projectId?: string;
  readonly importId?: string;
}

export interface EnrolmentReport {
  /** Newly enrolled. */
  readonly added: number;
  readonly alreadyEnrolled: number;
  /** Never to be called: bad phone, unknown location, suppressed. */
  readonly unreachable: number;
  /** Ids that name no lead of this tenant. */
  readonly unknown: number;
}

interface Batch {
  readonly matched: number;
  readonly reachable: number;
  readonly added: number;
  /** Where the next batch begins; null after an empty one. */
  readonly last: string | null;
}

/** Leads looked at in one transaction: it holds the campaign and its progress row, and must end far within the statement timeout. */
const BATCH = 2_000;
/** Before every other in the order of ids. */
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Puts leads into campaigns. */
@Injectable()
export class EnrolmentsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly life: CampaignLife,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Enrols leads once each, batch by batch; repeating the call, after a failure too, adds only who is missing. A campaign paused for
   * want of leads goes on by itself.
   * @throws CampaignNotFound, CampaignIsFixed when it is over.
   */
  async add(campaignId: string, selection: LeadSelection): Promise<EnrolmentReport> {
    const sum = { matched: 0, reachable: 0, added: 0 };
    let batch: Batch;
    let after = FIRST;
    do {
      batch = await this.addBatch(campaignId, selection, after);
      sum.matched += batch.matched;
      sum.reachable += batch.reachable;
      sum.added += batch.added;
      after = batch.last ?? after;
    } while (batch.matched === BATCH);
    return {
      added: sum.added,
      alreadyEnrolled: sum.reachable - sum.added,
      unreachable: sum.matched - sum.reachable,
      unknown: selection.leadIds ? new Set(selection.leadIds).size - sum.matched : 0,
    };
  }

  private addBatch(campaignId: string, selection: LeadSelection, after: string): Promise<Batch> {
    return this.work.run(async (tx) => {
      const campaign = await this.life.lock(campaignId);
      if (campaign.status === 'COMPLETED' || campaign.status === 'CANCELLED')
        throw new CampaignIsFixed(campaign.status);
      const moment = this.clock.now();
      const batch = await rowOf<Batch>(tx, ADD, [
        currentTenantId(),
        selection.leadIds ?? null,
        selection.projectId ?? null,
        selection.importId ?? null,
        campaignId,
        moment,
        after,
        BATCH,
      ]);
      if (!batch) throw new Error('A row of counts is always there.');
      if (batch.added > 0) await this.goOn(campaign, moment);
      return batch;
    });
  }

  private async goOn(campaign: Campaign, moment: Date): Promise<void> {
    if (campaign.status === 'PAUSED' && campaign.pauseReason === 'NO_LEADS') await this.life.activate(campaign, moment);
    else await this.outbox.record(CampaignStirred, { campaignId: campaign.id });
  }
}

const ADD = /* sql */ `
with batch as materialized (
  select l.id, l.phone, l.zone_key, l.phone_status in ('UNVERIFIED', 'REACHED') and l.zone_key <> 'UNKNOWN' and not exists (
    select 1 from suppressions s where s.tenant_id = l.tenant_id and s.phone = l.phone and s.removed_at is null
  ) and not exists (select 1 from platform_suppressions p where p.phone = l.phone and p.removed_at is null) as is_reachable
  from leads l
  where l.tenant_id = $1 and ($2::uuid[] is null or l.id = any($2)) and ($3::uuid is null or l.project_id = $3)
    and ($4::uuid is null or l.import_id = $4) and l.id > $7
  order by l.id limit $8
), added as (
  insert into enrolments (tenant_id, id, campaign_id, lead_id, phone, zone_key, due_at, created_at, updated_at)
  select $1, gen_random_uuid(), $5, b.id, b.phone, b.zone_key, $6, $6, $6 from batch b where b.is_reachable
  on conflict (tenant_id, campaign_id, lead_id) do nothing returning 1
)
select count(*)::int as matched, (count(*) filter (where b.is_reachable))::int as reachable,
  (select count(*)::int from added) as added, (select id from batch order by id desc limit 1) as last
from batch b`;
