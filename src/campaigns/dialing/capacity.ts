import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { LIVE_SQL } from '../../calls/call-status';
import { AppConfig } from '../../platform/config/config';
import { rowOf } from '../../platform/database/sql';
import type { Tenant } from '../../tenants/tenant.entity';
import type { Campaign } from '../campaign.entity';

/** Seconds of the carrier's rate that one pass may claim; more would only wait in a queue. */
const RATE_HORIZON_SECONDS = 5;
/** Most calls one pass claims: a short transaction, and room for other campaigns between two passes. */
const BATCH = 50;

/** How many calls each limit still allows; the smallest decides. */
export interface Capacity {
  readonly campaignSlots: number;
  readonly tenantSlots: number;
  readonly dailyCalls: number;
  readonly limit: number;
  /** True when nothing but the carrier's rate keeps the limit where it is. */
  readonly isHeldByRate: boolean;
}

/** Counts live calls from their rows, so a slot cannot leak: whatever ends a call frees it. */
@Injectable()
export class CapacityReader {
  constructor(private readonly config: AppConfig) {}

  async read(tx: EntityManager, campaign: Campaign, tenant: Tenant, moment: Date): Promise<Capacity> {
    const dayStart = DateTime.fromJSDate(moment).setZone(tenant.timeZone).startOf('day').toJSDate();
    const used = await rowOf<{ campaign: number; tenant: number; today: number; queued: number }>(tx, USED, [
      campaign.tenantId,
      campaign.id,
      dayStart,
    ]);
    const campaignSlots = campaign.maxConcurrentCalls - (used?.campaign ?? 0);
    const tenantSlots = tenant.maxConcurrentCalls - (used?.tenant ?? 0);
    const dailyCalls = campaign.dailyCallLimit - (used?.today ?? 0);
    const byRate = Math.max(0, this.config.dialing.callsPerSecond * RATE_HORIZON_SECONDS - (used?.queued ?? 0));
    const byLimits = Math.max(0, Math.min(campaignSlots, tenantSlots, dailyCalls, BATCH));
    return {
      campaignSlots,
      tenantSlots,
      dailyCalls,
      limit: Math.min(byLimits, byRate),
      isHeldByRate: byRate < byLimits,
    };
  }
}

/** The day is the tenant's; claimed calls that have not been dialed yet count as today's, and wait for the carrier's rate. */
const USED = /* sql */ `
select
  (select count(*)::int from calls where tenant_id = $1 and campaign_id = $2
    and status in ${LIVE_SQL}) as campaign,
  (select count(*)::int from calls where tenant_id = $1
    and status in ${LIVE_SQL}) as tenant,
  (select count(*)::int from calls where tenant_id = $1 and campaign_id = $2 and dial_started_at >= $3 and not not_placed)
  + (select count(*)::int from calls where tenant_id = $1 and campaign_id = $2 and status = 'QUEUED') as today,
  (select count(*)::int from calls where tenant_id = $1 and status = 'QUEUED') as queued
`;
