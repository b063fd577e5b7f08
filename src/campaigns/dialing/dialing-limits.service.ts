import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { EntityManager } from 'typeorm';
import { TenantsService } from '../../tenants/tenants.service';
import type { Campaign } from '../campaign.entity';
import type { Gate } from '../rules/dialing-health';
import { CapacityReader } from './capacity';

/** Concurrency and daily limits, seen as gates. */
@Injectable()
export class DialingLimits {
  constructor(
    private readonly tenants: TenantsService,
    private readonly capacity: CapacityReader,
  ) {}

  async hold(
    tx: EntityManager,
    campaign: Campaign,
    moment: Date,
  ): Promise<{ gate: Gate; clearsAt: Date | null } | null> {
    const tenant = await this.tenants.getCurrent();
    const { campaignSlots, tenantSlots, dailyCalls } = await this.capacity.read(tx, campaign, tenant, moment);
    if (dailyCalls <= 0) {
      const tomorrow = DateTime.fromJSDate(moment).setZone(tenant.timeZone).startOf('day').plus({ days: 1 });
      return { gate: 'DAILY_LIMIT', clearsAt: tomorrow.toJSDate() };
    }
    if (campaignSlots <= 0) return { gate: 'CAMPAIGN_CONCURRENCY', clearsAt: null };
    return tenantSlots <= 0 ? { gate: 'TENANT_CONCURRENCY', clearsAt: null } : null;
  }
}
