import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { LIVE_SQL } from '../../calls/call-status';
import { CallSlots, type FullLimit } from '../../calls/call-slots.port';
import { Clock } from '../../platform/clock/clock';
import { startOfDay } from '../../platform/clock/local-days';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { Tenant } from '../../tenants/tenant.entity';
import { TenantsService } from '../../tenants/tenants.service';
import { takeCapacityTurn } from './capacity-turn';
import { type AccountPace, CapacitySurvey } from './capacity-survey.service';

/** Room for calls by hand: they are hot, so the reserve is theirs too, and they stand in no line for a fair share. */
@Injectable()
export class HandCallSlots extends CallSlots {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly tenants: TenantsService,
    private readonly survey: CapacitySurvey,
  ) {
    super();
  }

  async withRoom<T>(
    agentId: string,
    make: (tx: EntityManager, moment: Date) => Promise<T>,
  ): Promise<{ readonly made: T } | { readonly full: FullLimit }> {
    const account = await this.survey.pace();
    return this.work.run(async (tx) => {
      const tenant = await this.tenants.getCurrent();
      await takeCapacityTurn(tx);
      const moment = this.clock.now();
      const full = (await this.fullFor(tenant, account, moment)) ?? (await this.fullAgent(agentId));
      return full ? { full } : { made: await make(tx, moment) };
    });
  }

  private async fullFor(tenant: Tenant, account: AccountPace, moment: Date): Promise<FullLimit | null> {
    const { view, rooms } = await this.survey.take(moment, account, { tenant, wanted: 0, hotWanted: 0 });
    const live = view.tenants.find(({ id }) => id === tenant.id)?.live ?? 0;
    if (live >= tenant.maxConcurrentCalls) return 'TENANT_CONCURRENCY';
    if (await this.isDayOver(tenant, moment)) return 'TENANT_DAILY_LIMIT';
    if (rooms.carrier.hot <= 0) return 'CARRIER_CONCURRENCY';
    return rooms.platform.hot <= 0 ? 'PLATFORM_CONCURRENCY' : null;
  }

  private async fullAgent(agentId: string): Promise<FullLimit | null> {
    const row = await this.work.single((tx) => rowOf<{ isFull: boolean }>(tx, AGENT, [currentTenantId(), agentId]));
    return row?.isFull ? 'AGENT_CONCURRENCY' : null;
  }

  private async isDayOver(tenant: Tenant, moment: Date): Promise<boolean> {
    if (tenant.dailyCallLimit === null) return false;
    const since = startOfDay(moment, tenant.timeZone);
    const row = await this.work.single((tx) => rowOf<{ calls: number }>(tx, TODAY, [tenant.id, since]));
    return (row?.calls ?? 0) >= tenant.dailyCallLimit;
  }
}

const AGENT = /* sql */ `
select a.max_concurrent_calls <= (
  select count(*) from calls where tenant_id = $1 and agent_id = $2 and status in ${LIVE_SQL}
) as "isFull"
from agents a where a.tenant_id = $1 and a.id = $2 and a.max_concurrent_calls is not null
`;

const TODAY = /* sql */ `
select (select count(*)::int from calls where tenant_id = $1 and dial_started_at >= $2 and not not_placed)
  + (select count(*)::int from calls where tenant_id = $1 and status = 'QUEUED') as calls
`;
