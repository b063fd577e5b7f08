import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { changedBy, rowOf } from '../platform/database/sql';
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

/** Puts leads into campaigns, as many as asked in one statement. */
@Injectable()
export class EnrolmentsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly life: CampaignLife,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Enrols leads once each; repeating the call adds nothing. A campaign paused for want of leads goes on by itself.
   * @throws CampaignNotFound, CampaignIsFixed when it is over.
   */
  add(campaignId: string, selection: LeadSelection): Promise<EnrolmentReport> {
    return this.work.run(async (tx) => {
      const campaign = await this.life.lock(campaignId);
      if (campaign.status === 'COMPLETED' || campaign.status === 'CANCELLED')
        throw new CampaignIsFixed(campaign.status);
      const moment = this.clock.now();
      const parameters = [
        currentTenantId(),
        selection.leadIds ?? null,
        selection.projectId ?? null,
        selection.importId ?? null,
      ];
      const found = await rowOf<{ matched: number; reachable: number }>(tx, COUNT, parameters);
      const added = await changedBy(tx, INSERT, [...parameters, campaignId, moment]);
      if (added > 0) await this.goOn(campaign, moment);
      const { matched = 0, reachable = 0 } = found ?? {};
      return {
        added,
        alreadyEnrolled: reachable - added,
        unreachable: matched - reachable,
        unknown: selection.leadIds ? new Set(selection.leadIds).size - matched : 0,
      };
    });
  }

  private async goOn(campaign: Campaign, moment: Date): Promise<void> {
    if (campaign.status === 'PAUSED' && campaign.pauseReason === 'NO_LEADS') await this.life.activate(campaign, moment);
    else await this.outbox.record(CampaignStirred, { campaignId: campaign.id });
  }
}

const MATCHING = /* sql */ `
  l.tenant_id = $1 and ($2::uuid[] is null or l.id = any($2)) and ($3::uuid is null or l.project_id = $3)
  and ($4::uuid is null or l.import_id = $4)`;

const REACHABLE = /* sql */ `
  l.phone_status in ('UNVERIFIED', 'REACHED') and l.zone_key <> 'UNKNOWN' and not exists (
    select 1 from suppressions s where s.tenant_id = l.tenant_id and s.phone = l.phone and s.removed_at is null
  )`;

const COUNT = /* sql */ `
select count(*)::int as matched, (count(*) filter (where ${REACHABLE}))::int as reachable from leads l where ${MATCHING}`;

const INSERT = /* sql */ `
insert into enrolments (tenant_id, id, campaign_id, lead_id, phone, zone_key, due_at, created_at, updated_at)
select $1, gen_random_uuid(), $5, l.id, l.phone, l.zone_key, $6, $6, $6 from leads l where ${MATCHING} and ${REACHABLE}
on conflict (tenant_id, campaign_id, lead_id) do nothing`;
