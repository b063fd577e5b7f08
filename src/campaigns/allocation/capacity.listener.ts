import { Injectable } from '@nestjs/common';
import { CallEnded, CarrierAccountChanged } from '../../calls/calls.events';
import { currentTenantId } from '../../platform/context/request-context';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { OnFact } from '../../platform/events/on-fact.decorator';
import { CompanyLimitsChanged } from '../../tenants/tenants.events';
import { PacingBell } from '../dialing/pacing-bell.service';
import { CapacityBell } from './capacity-bell.service';

/** What makes room, for campaigns of all companies. Every reaction may run twice. */
@Injectable()
export class CapacityListener {
  constructor(
    private readonly work: UnitOfWork,
    private readonly pacing: PacingBell,
    private readonly capacity: CapacityBell,
  ) {}

  /** The campaign of the call is woken beside this: its own limit may have been what held it. */
  @OnFact(CallEnded)
  async giveSlotAway({ campaignId }: { campaignId?: string }): Promise<void> {
    this.capacity.wake();
    for (const { id } of await this.heldByAgents()) if (id !== campaignId) this.pacing.wake(id);
  }

  @OnFact(CarrierAccountChanged)
  async goOnWithAccount(): Promise<void> {
    this.capacity.wake();
  }

  /** A campaign that wanted nothing within its company's old limit may want something now. */
  @OnFact(CompanyLimitsChanged)
  async lookAtNewLimits(): Promise<void> {
    for (const { id } of await this.rows(ACTIVE)) this.pacing.wake(id);
    this.capacity.wake();
  }

  private heldByAgents(): Promise<{ id: string }[]> {
    return this.rows(HELD_BY_AGENTS);
  }

  private rows(text: string): Promise<{ id: string }[]> {
    return this.work.single((tx) => rowsOf<{ id: string }>(tx, text, [currentTenantId()]));
  }
}

const HELD_BY_AGENTS = 'select campaign_id as id from dialing_demand where tenant_id = $1 and is_agent_held';

const ACTIVE = `select id from campaigns where tenant_id = $1 and status = 'ACTIVE'`;
