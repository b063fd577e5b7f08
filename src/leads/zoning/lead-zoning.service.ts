import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { DialZonesService } from '../../compliance/dial-zones.service';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, ROW_LOCK } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Outbox } from '../../platform/events/outbox';
import { whereaboutsOf } from '../lead-zone';
import { Lead } from '../lead.entity';
import { updatedFacts } from '../lead-facts';
import { LeadsUpdated } from '../leads.events';

/** Gives leads the zones of the rules in force. */
@Injectable()
export class LeadZoning {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly zones: DialZonesService,
    private readonly outbox: Outbox,
  ) {}

  get rulesVersion(): string {
    return this.zones.rulesVersion;
  }

  /** Of the ambient tenant. Whoever is found elsewhere than before is told of, so that enrolments follow. @returns how many. */
  async rezone(leadIds: readonly string[]): Promise<number> {
    return this.work.run(async (tx) => {
      const leads = await lockedInOrder(tx, leadIds);
      const moved = leads.flatMap((lead) => {
        const zone = this.zones.of(whereaboutsOf(lead.phone, lead));
        return zone.key === lead.zoneKey ? [] : [{ id: lead.id, zone }];
      });
      if (moved.length === 0) return 0;
      await this.zones.remember(moved.map(({ zone }) => zone));
      await changedBy(tx, MOVE, [
        currentTenantId(),
        moved.map(({ id }) => id),
        moved.map(({ zone }) => zone.key),
        this.clock.now(),
      ]);
      await this.outbox.recordAll(LeadsUpdated, updatedFacts(moved.map(({ id }) => id)));
      return moved.length;
    });
  }
}

/** In the order of phones, as whoever receives leads locks them. */
function lockedInOrder(tx: EntityManager, leadIds: readonly string[]): Promise<Lead[]> {
  return tx.find(Lead, {
    where: { tenantId: currentTenantId(), id: In([...leadIds]) },
    order: { phone: 'ASC' },
    lock: ROW_LOCK,
  });
}

const MOVE = /* sql */ `
update leads set zone_key = moved.zone_key, updated_at = $4
from unnest($2::uuid[], $3::text[]) as moved (id, zone_key)
where leads.tenant_id = $1 and leads.id = moved.id`;
