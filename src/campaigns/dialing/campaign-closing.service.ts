import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { ProgressNews } from '../progress/progress-news.service';
import { CallbackBook } from '../retries/callback-book.service';

/** Leads ended in one transaction: far within the statement timeout, and a short wait for whoever needs the progress row. */
const BATCH = 2_000;

/** Ends the waiting leads of a stopped campaign, however many, and what was promised to them: the stop itself has long taken effect at the gate. */
@Injectable()
export class CampaignClosing {
  constructor(
    private readonly work: UnitOfWork,
    private readonly news: ProgressNews,
    private readonly callbacks: CallbackBook,
    private readonly clock: Clock,
  ) {}

  /** Interrupted, it goes on where it was. */
  async endWaiting(campaignId: string): Promise<void> {
    await this.work.single((tx) => tx.query(AWAIT_UNDER_WAY, [currentTenantId(), campaignId]));
    while (await this.isAwaited(campaignId)) {
      await this.work.run(async (tx) => {
        await changedBy(tx, END_BATCH, [currentTenantId(), campaignId, this.clock.now(), BATCH]);
        this.news.touchAfterCommit(campaignId);
      });
    }
    // Only now: a call that was under way may have promised another one until it was waited for.
    await this.callbacks.cancelOf(campaignId);
  }

  private async isAwaited(campaignId: string): Promise<boolean> {
    const row = await this.work.single((tx) =>
      rowOf(tx, `select 1 from enrolments where tenant_id = $1 and campaign_id = $2 and state = 'WAITING' limit 1`, [
        currentTenantId(),
        campaignId,
      ]),
    );
    return row !== undefined;
  }
}

/**
 * A call given back at the moment of the stop may have read the campaign as it was before: its lock is waited for, and its lead is
 * among the waiting then. Whoever locks one later reads that the campaign is stopped, and ends the lead itself.
 */
const AWAIT_UNDER_WAY = /* sql */ `
select id from enrolments where tenant_id = $1 and campaign_id = $2 and state in ('IN_FLIGHT', 'WRAP_UP') order by id for no key update`;

const END_BATCH = /* sql */ `
update enrolments e set state = 'ENDED', outcome = coalesce(e.last_outcome, 'FAILED'), end_reason = 'CAMPAIGN_STOPPED', ended_at = $3,
  updated_at = $3
from (
  select id from enrolments where tenant_id = $1 and campaign_id = $2 and state = 'WAITING'
  order by zone_key, priority, due_at, id limit $4 for no key update
) batch
where e.tenant_id = $1 and e.id = batch.id`;
