import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CallOutcome } from '../../calls/call-outcome';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf, rowsOf } from '../../platform/database/sql';
import type { CallSample } from './call-rates';
import type { Cohort } from './forecast';

/** Leads with a call under way, by place and calls made so far. */
export interface UnderWay {
  readonly zoneKey: string;
  readonly attempts: number;
  readonly leads: number;
}

/** Calls looked at, the latest first: what was so last month need not be so now. */
const LATEST = 1_000;

/** What a forecast rests on, as the rows have it. */
@Injectable()
export class ForecastFacts {
  async waitingOf(tx: EntityManager, campaignId: string, moment: Date): Promise<Cohort[]> {
    return rowsOf<Cohort>(tx, WAITING, [currentTenantId(), campaignId, moment]);
  }

  async underWayOf(tx: EntityManager, campaignId: string): Promise<UnderWay[]> {
    return rowsOf<UnderWay>(tx, UNDER_WAY, [currentTenantId(), campaignId]);
  }

  /** The latest calls of a campaign, or of the company where none is named. */
  async callsOf(tx: EntityManager, campaignId: string | null): Promise<CallSample> {
    const row = await rowOf<{
      outcomes: Partial<Record<CallOutcome, number>> | null;
      secondsPerCall: number | null;
      costPerCallMicros: number | null;
    }>(
      tx,
      campaignId ? CALLS_OF_CAMPAIGN : CALLS_OF_COMPANY,
      campaignId ? [currentTenantId(), LATEST, campaignId] : [currentTenantId(), LATEST],
    );
    return {
      outcomes: row?.outcomes ?? {},
      secondsPerCall: row?.secondsPerCall ?? null,
      costPerCallMicros: row?.costPerCallMicros ?? null,
    };
  }
}

/** People due within the same quarter of an hour are one cohort; whoever is due already is due now. */
const WAITING = /* sql */ `
select zone_key as "zoneKey", attempts, date_bin('15 minutes', greatest(due_at, $3), $3) as "dueAt", count(*)::int as leads
from enrolments where tenant_id = $1 and campaign_id = $2 and state = 'WAITING'
group by 1, 2, 3`;

const UNDER_WAY = /* sql */ `
select zone_key as "zoneKey", attempts, count(*)::int as leads
from enrolments where tenant_id = $1 and campaign_id = $2 and state in ('IN_FLIGHT', 'WRAP_UP') group by 1, 2`;

/** A call nobody answered costs nothing where the carrier names no price; of an answered one the price may be yet to come. */
function callsOf(condition: string): string {
  return /* sql */ `
with latest as (
  select outcome, cost_micros, answered_at, extract(epoch from ended_at - dial_started_at) as seconds from calls
  where tenant_id = $1 ${condition} and ended_at is not null and dial_started_at is not null and not not_placed
    and status <> 'CANCELED' and outcome is not null
  order by created_at desc limit $2
)
select (select jsonb_object_agg(outcome, calls) from (select outcome, count(*)::int as calls from latest group by outcome) o) as outcomes,
  (select avg(seconds) from latest)::double precision as "secondsPerCall",
  (select avg(coalesce(cost_micros, case when answered_at is null then 0 end)) filter (where is_priced) from latest,
    (select count(cost_micros) > 0 as is_priced from latest) known)::double precision as "costPerCallMicros"`;
}

const CALLS_OF_CAMPAIGN = callsOf('and campaign_id = $3');
const CALLS_OF_COMPANY = callsOf('');
