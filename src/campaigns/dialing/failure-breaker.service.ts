import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { CampaignLife } from '../campaign-life.service';

/** The breaker looks at this many calls that ended last, and opens when more than half of them failed. */
const WINDOW = 20;

/** Pauses a campaign whose calls fail more often than not: the fault is then hardly the leads'. */
@Injectable()
export class FailureBreaker {
  constructor(
    private readonly work: UnitOfWork,
    private readonly life: CampaignLife,
    private readonly clock: Clock,
  ) {}

  async check(campaignId: string): Promise<void> {
    await this.work.run(async (tx) => {
      const recent = await rowOf<{ ended: number; failed: number }>(tx, RECENT, [
        currentTenantId(),
        campaignId,
        WINDOW,
      ]);
      if (!recent || recent.ended < WINDOW || recent.failed * 2 <= recent.ended) return;
      const campaign = await this.life.lock(campaignId);
      if (campaign.status === 'ACTIVE') await this.life.pause(campaign, 'FAILURE_BREAKER', this.clock.now());
    });
  }
}

/**
 * Only calls since somebody last made the campaign active: whoever resumes it gives it a fresh chance, the program itself does not. A
 * cancelled call has not failed: nobody was asked, or too fast.
 */
const RECENT = /* sql */ `
select count(*)::int as ended, (count(*) filter (where latest.outcome = 'FAILED'))::int as failed from (
  select c.outcome from calls c
  where c.tenant_id = $1 and c.campaign_id = $2 and c.ended_at is not null and c.dial_started_at > coalesce((
    select max(l.at) from campaign_status_log l where l.tenant_id = $1 and l.campaign_id = $2 and l.status = 'ACTIVE'
      and l.actor not like 'SYSTEM:%'
  ), '-infinity') and c.status <> 'CANCELED'
  order by c.created_at desc limit $3
) latest
`;
