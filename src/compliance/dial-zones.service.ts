import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../platform/context/request-context';
import { rowsOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import type { DialZone } from './dial-zone';
import type { Contact } from './rules/contact-question';
import { RuleBook } from './rules/rule-book.service';

/** The few dozen zones a tenant's leads lie in: windows are evaluated once per zone, never per lead. */
@Injectable()
export class DialZonesService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly book: RuleBook,
  ) {}

  /** Which rules zones come from. */
  get rulesVersion(): string {
    return this.book.version;
  }

  /** Where a person may be, and whose rules apply there. */
  of(contact: Omit<Contact, 'line'>): DialZone {
    return this.book.zoneOf(contact);
  }

  /** Keeps zones that leads are about to refer to; one statement however many, in key order so that imports do not deadlock. */
  async remember(zones: readonly DialZone[]): Promise<void> {
    const byKey = new Map(zones.map((zone) => [zone.key, zone]));
    if (byKey.size === 0) return;
    const rows = [...byKey.values()].map((zone) => ({
      zone_key: zone.key,
      jurisdictions: zone.jurisdictions,
      time_zones: zone.timeZones,
    }));
    await this.work.single((tx) =>
      tx.query(
        `insert into dial_zones (tenant_id, zone_key, jurisdictions, time_zones)
         select $1, zone_key, jurisdictions, time_zones
           from jsonb_to_recordset($2::jsonb) as zones (zone_key text, jurisdictions text[], time_zones text[])
          order by zone_key
             on conflict do nothing`,
        [currentTenantId(), JSON.stringify(rows)],
      ),
    );
  }

  /** Every zone of the tenant, by key. */
  async list(): Promise<DialZone[]> {
    return this.work.single((tx) =>
      rowsOf<DialZone>(
        tx,
        `select zone_key as key, jurisdictions, time_zones as "timeZones" from dial_zones where tenant_id = $1 order by zone_key`,
        [currentTenantId()],
      ),
    );
  }
}
