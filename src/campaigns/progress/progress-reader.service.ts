import { Injectable } from '@nestjs/common';
import { ContactHoursReader } from '../../compliance/contact-hours.service';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Campaign } from '../campaign.entity';
import { CampaignNotFound } from '../campaigns.errors';
import type { ProgressSnapshot } from '../campaigns.topics';
import { earliestOpening } from '../dialing/earliest-opening';

/** Carriers bill the account in one currency; Twilio's default is the dollar. */
export const SPEND_CURRENCY = 'USD';

interface ProgressRow {
  readonly total: number;
  readonly remaining: number;
  readonly in_flight: number;
  readonly called: number;
  readonly connected: number;
  readonly qualified: number;
  readonly failed: number;
  readonly opted_out: number;
  readonly calls: number;
  readonly spend_micros: string;
  readonly updated_at: Date;
  readonly last_minute: number;
}

/** Reads the progress row; its cost does not grow with the campaign. */
@Injectable()
export class ProgressReader {
  constructor(
    private readonly work: UnitOfWork,
    private readonly hours: ContactHoursReader,
    private readonly clock: Clock,
  ) {}

  /** @throws CampaignNotFound */
  read(campaignId: string): Promise<ProgressSnapshot> {
    return this.work.run(async (tx) => {
      const campaign = await tx.getRepository(Campaign).findOneBy({ tenantId: currentTenantId(), id: campaignId });
      const moment = this.clock.now();
      const row = await rowOf<ProgressRow>(tx, READ, [
        currentTenantId(),
        campaignId,
        new Date(moment.getTime() - 60_000),
      ]);
      if (!campaign || !row) throw new CampaignNotFound();
      const nextDialAt =
        campaign.status === 'ACTIVE'
          ? await earliestOpening(tx, campaign, await this.hours.ofZones(), { moment })
          : null;
      return snapshotOf(campaign, row, nextDialAt);
    });
  }
}

function snapshotOf(campaign: Campaign, row: ProgressRow, nextDialAt: Date | null): ProgressSnapshot {
  return {
    campaignId: campaign.id,
    status: campaign.status,
    pauseReason: campaign.pauseReason,
    total: row.total,
    remaining: row.remaining,
    inFlight: row.in_flight,
    called: row.called,
    connected: row.connected,
    qualified: row.qualified,
    failed: row.failed,
    optedOut: row.opted_out,
    calls: row.calls,
    spendMicros: row.spend_micros,
    currency: SPEND_CURRENCY,
    callsPerMinute: row.last_minute,
    nextDialAt: nextDialAt?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
  };
}

const READ = /* sql */ `
select p.total, p.remaining, p.in_flight, p.called, p.connected, p.qualified, p.failed, p.opted_out, p.calls, p.spend_micros, p.updated_at,
  (select count(*)::int from calls c where c.tenant_id = $1 and c.campaign_id = $2 and c.dial_started_at > $3 and not c.not_placed) as last_minute
from campaign_progress p where p.tenant_id = $1 and p.campaign_id = $2
`;
