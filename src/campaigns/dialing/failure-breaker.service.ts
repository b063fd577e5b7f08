import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { Campaign } from '../campaign.entity';
import { CampaignLife } from '../campaign-life.service';
import { DialingAlerts } from '../health/dialing-alerts.service';
import { isFailingTooOften, probeAfter, type RecentCalls, verdictOfTrial } from '../rules/failure-rules';

/**
 * Pauses a campaign whose calls fail more often than not: the fault is then hardly the leads'. After a cool-down it tries one call at a
 * time; the first that does not fail closes the breaker, one that fails pauses it for longer. Who resumes it gives it a fresh chance.
 */
@Injectable()
export class FailureBreaker {
  constructor(
    private readonly work: UnitOfWork,
    private readonly life: CampaignLife,
    private readonly alerts: DialingAlerts,
    private readonly clock: Clock,
  ) {}

  /** After a call of it has failed. */
  async check(campaignId: string): Promise<void> {
    await this.work.run(async () => {
      const recent = await this.recentOf(campaignId);
      if (!recent.isProbing && !isFailingTooOften(recent)) return;
      // What was read may be over by the time the campaign is held: somebody has resumed it, or its trial has succeeded.
      const campaign = await this.life.lock(campaignId);
      if (campaign.status !== 'ACTIVE') return;
      const moment = this.clock.now();
      if (campaign.isProbing) await this.judgeTrial(campaign, moment);
      else if (isFailingTooOften(await this.recentOf(campaignId)))
        await this.life.trip(campaign, probeAfter(campaign.breakerTrips, moment), moment);
    });
  }

  /** On a locked campaign: begins the trial of one that has cooled down, and ends the trial of one whose call has told. */
  async probeIfDue(campaign: Campaign, moment: Date): Promise<void> {
    if (campaign.status === 'ACTIVE' && campaign.isProbing) return this.judgeTrial(campaign, moment);
    const { pauseReason, probeAt } = campaign;
    if (pauseReason !== 'FAILURE_BREAKER' || (probeAt && probeAt > moment)) return;
    await this.life.probe(campaign, moment);
    await this.tell('CAMPAIGN_PROBING', campaign, moment);
  }

  private async judgeTrial(campaign: Campaign, moment: Date): Promise<void> {
    const verdict = verdictOfTrial(await this.recentOf(campaign.id));
    if (verdict === 'FAILED') await this.life.trip(campaign, probeAfter(campaign.breakerTrips, moment), moment);
    if (verdict !== 'SUCCEEDED') return;
    await this.life.recover(campaign, moment);
    await this.tell('CAMPAIGN_RECOVERED', campaign, moment);
  }

  private tell(kind: 'CAMPAIGN_PROBING' | 'CAMPAIGN_RECOVERED', { id }: Campaign, at: Date): Promise<void> {
    return this.alerts.raise({ key: `${kind} ${id} ${at.toISOString()}`, kind, campaignId: id, at });
  }

  private async recentOf(campaignId: string): Promise<RecentCalls> {
    const row = await this.work.single((tx) =>
      rowOf<RecentCalls>(tx, RECENT, [currentTenantId(), campaignId, WINDOW, NOT_OF_THE_CAMPAIGN]),
    );
    return row ?? { ended: 0, failed: 0, isProbing: false, firstOfTrial: null };
  }
}

/** Calls that ended last, of which the breaker thinks. */
const WINDOW = 20;

/** Nobody was asked, or too fast: a matter of the carrier account, which has a breaker of its own. */
const NOT_OF_THE_CAMPAIGN = ['RATE_LIMITED', 'ACCOUNT', 'NOT_SENT'];

/** Longest time from the claim of a call to its dial. */
const CLAIMED_BEFORE = `interval '15 minutes'`;

/**
 * Only calls since somebody last made the campaign active, or since it recovered: whoever resumes it gives it a fresh chance, the
 * program itself does not. A cancelled call has not failed. Of a trial the first call that has ended tells. A call is dialed within
 * minutes of its claim: the bound on the claim keeps the look short in a campaign of many calls. It is worked out beforehand, for under
 * row security an index is searched by a plain comparison alone.
 */
const RECENT = /* sql */ `
with told as materialized (
  select is_probing, probe_at, probe_at - ${CLAIMED_BEFORE} as probe_claimed, since, since - ${CLAIMED_BEFORE} as since_claimed from (
    select p.is_probing, p.probe_at, coalesce(greatest(p.breaker_from, (
      select max(l.at) from campaign_status_log l where l.tenant_id = $1 and l.campaign_id = $2 and l.status = 'ACTIVE'
        and l.actor not like 'SYSTEM:%'
    )), '-infinity') as since
    from campaigns p where p.tenant_id = $1 and p.id = $2
  ) standing
)
select told.is_probing as "isProbing", latest.ended, latest.failed, (
  select case when c.outcome = 'FAILED' then 'FAILED' else 'SUCCEEDED' end from calls c
  where told.is_probing and c.tenant_id = $1 and c.campaign_id = $2 and c.created_at > told.probe_claimed
    and c.dial_started_at >= told.probe_at and c.ended_at is not null and c.status <> 'CANCELED' and coalesce(c.ended_reason, '') <> all ($4)
  order by c.ended_at limit 1
) as "firstOfTrial"
from told cross join lateral (
  select count(*)::int as ended, (count(*) filter (where last.outcome = 'FAILED'))::int as failed from (
    select c.outcome from calls c
    where c.tenant_id = $1 and c.campaign_id = $2 and c.ended_at is not null and c.status <> 'CANCELED'
      and c.created_at > told.since_claimed and c.dial_started_at > told.since and coalesce(c.ended_reason, '') <> all ($4)
    order by c.created_at desc limit $3
  ) last
) latest`;
