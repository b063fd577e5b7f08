import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CarrierStanding } from '../../calls/carrier-standing/carrier-standing.service';
import { LIVE_SQL } from '../../calls/call-status';
import { LIVE_LEGS_SQL } from '../../calls/transfers/leg-status';
import { AppConfig } from '../../platform/config/config';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Carrier } from '../../voice/carrier.port';
import { LiveFront } from './live-front';
import { type CapacityView, reserveOf, roomIn, startsAt } from './capacity-view';
import { type Asking, type SurveyRow, tenantsOf } from './survey-rows';

/** How the carrier account stands and how many calls a second may be started. */
export interface AccountPace {
  readonly state: 'CLOSED' | 'OPEN' | 'PROBING';
  readonly callsPerSecond: number;
  readonly retryAt: Date | null;
}

/** Live calls and demand of all companies at one moment. */
export interface Survey {
  readonly view: CapacityView;
  readonly account: AccountPace;
  /** Calls at once that are left, for normal calls and for hot ones. */
  readonly rooms: Readonly<Record<'carrier' | 'platform', { readonly normal: number; readonly hot: number }>>;
}

/** What a campaign was given longer ago than this no longer weighs. */
const FORGOTTEN_MS = 120_000;

/** Looks at what all companies have and want. Slots are counted from live calls, so whatever ends a call frees its slot. */
@Injectable()
export class CapacitySurvey {
  /** A pass that could not claim says so; without a word for this long, two sweeps, it wants nothing. */
  readonly demandLastsMs: number;
  private readonly front = new LiveFront();

  constructor(
    private readonly work: UnitOfWork,
    private readonly config: AppConfig,
    private readonly carrier: Carrier,
    private readonly standing: CarrierStanding,
  ) {
    this.demandLastsMs = 2 * config.dialing.sweepIntervalMs;
  }

  /** One statement of platform work; under CAPACITY_LOCK it stays true until the lock is given up. */
  async take(moment: Date, account: AccountPace, asking?: Asking): Promise<Survey> {
    const rows = await this.work.asPlatform('share calls out', (tx) => this.look(tx, moment));
    const { platformConcurrentCalls, carrierConcurrentCalls, reservedCallsPercent } = this.config.dialing;
    const queued = {
      normal: sumOf(rows.map((row) => row.queued - row.queuedHot)),
      hot: sumOf(rows.map((row) => row.queuedHot)),
    };
    const tenants = tenantsOf(rows, moment, asking);
    const limit = Math.min(platformConcurrentCalls, carrierConcurrentCalls);
    const starts = startsOf(account, queued, rows);
    const used = { live: sumOf(tenants.map(({ live }) => live)), hot: sumOf(tenants.map(({ hot }) => hot)) };
    const roomsIn = (most: number): { normal: number; hot: number } => {
      const reserve = reserveOf(most, reservedCallsPercent);
      return { normal: roomIn(most, used, reserve, false), hot: roomIn(most, used, reserve, true) };
    };
    return {
      view: { limit, ...starts, reservePercent: reservedCallsPercent, tenants },
      account,
      rooms: { carrier: roomsIn(carrierConcurrentCalls), platform: roomsIn(platformConcurrentCalls) },
    };
  }

  private look(tx: EntityManager, moment: Date): Promise<SurveyRow[]> {
    const since = (ms: number): Date => new Date(moment.getTime() - ms);
    return this.front.look(tx, moment, (front) =>
      rowsOf<SurveyRow>(tx, SURVEY, [since(this.demandLastsMs), since(FORGOTTEN_MS), front]),
    );
  }

  /** Ask before taking CAPACITY_LOCK: it may have to look. */
  async pace(): Promise<AccountPace> {
    if (this.carrier.isConfigured()) return this.standing.of(this.carrier.account);
    return { state: 'CLOSED', callsPerSecond: this.config.dialing.callsPerSecond, retryAt: null };
  }
}

/** An account on trial gets one call, and no second one before the first is answered. */
function startsOf(
  { state, callsPerSecond }: AccountPace,
  queued: { normal: number; hot: number },
  rows: readonly SurveyRow[],
): { starts: number; hotStarts: number } {
  if (state === 'OPEN') return { starts: 0, hotStarts: 0 };
  if (state === 'CLOSED') return startsAt(callsPerSecond, queued);
  const isTried = rows.some((row) => row.queued + row.dialing > 0);
  return isTried ? { starts: 0, hotStarts: 0 } : { starts: 1, hotStarts: 1 };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

/** A colleague who is rung, or talks, is a line as any other. $1 the oldest demand that counts, $2 the oldest that is remembered, $3 no live call is older, or null. A campaign or company that is paused wants nothing. */
const SURVEY = /* sql */ `
with live as (
  select tenant_id, campaign_id, count(*)::int as live, (count(*) filter (where lane = 'HOT'))::int as hot,
    (count(*) filter (where status = 'QUEUED'))::int as queued,
    (count(*) filter (where status = 'QUEUED' and lane = 'HOT'))::int as queued_hot,
    (count(*) filter (where status = 'DIALING'))::int as dialing
  from (
    select tenant_id, campaign_id, lane, status from calls
    where status in ${LIVE_SQL} and ($3::timestamptz is null or updated_at >= $3)
    union all
    select tenant_id, null, 'HOT', status from transfer_legs where status in ${LIVE_LEGS_SQL}
  ) lines group by tenant_id, campaign_id
), demand as (
  select tenant_id, campaign_id, wanted, hot_wanted, hungry_since, recent_calls, updated_at
  from dialing_demand where updated_at > $2
)
select coalesce(l.tenant_id, d.tenant_id) as "tenantId", coalesce(l.campaign_id, d.campaign_id) as "campaignId",
  coalesce(l.live, 0) as live, coalesce(l.hot, 0) as hot, coalesce(l.queued, 0) as queued,
  coalesce(l.queued_hot, 0) as "queuedHot", coalesce(l.dialing, 0) as dialing,
  case when is_heard then d.wanted else 0 end as wanted, case when is_heard then d.hot_wanted else 0 end as "hotWanted",
  d.hungry_since as "hungrySince", coalesce(d.recent_calls, 0) as "recentCalls", d.updated_at as "updatedAt",
  t.max_concurrent_calls as "tenantLimit", t.guaranteed_calls as floor, t.dialing_share as "tenantShare",
  case when c.is_probing then 1 else coalesce(c.max_concurrent_calls, 0) end as "campaignLimit", coalesce(c.share, 1) as share
from live l full join demand d on d.tenant_id = l.tenant_id and d.campaign_id = l.campaign_id
join tenants t on t.id = coalesce(l.tenant_id, d.tenant_id)
left join campaigns c on c.tenant_id = t.id and c.id = coalesce(l.campaign_id, d.campaign_id)
cross join lateral (select coalesce(d.updated_at > $1 and c.status = 'ACTIVE' and t.status = 'ACTIVE', false) as is_heard) as demand_is
`;
