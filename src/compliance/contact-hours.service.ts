import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../platform/context/request-context';
import { rowOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { ContactHours } from './contact-hours';
import type { DialZone } from './dial-zone';
import { narrowingOf, type PolicyColumns } from './policy-narrowing';
import type { EmergencyHold } from './rules/contact-question';
import { RuleBook } from './rules/rule-book.service';

export type { ContactHours } from './contact-hours';

/** Reads what the hours of a company depend on; each answer is one statement. */
@Injectable()
export class ContactHoursReader {
  constructor(
    private readonly work: UnitOfWork,
    private readonly book: RuleBook,
  ) {}

  /** With every zone the company's leads lie in. */
  async ofZones(): Promise<{ zones: readonly DialZone[]; hours: ContactHours }> {
    const row = await this.read<{ zones: DialZone[] | null }>(ZONES, [currentTenantId()]);
    return { zones: row.zones ?? [], hours: this.hoursOf(row) };
  }

  /** With whether the number is on a list of those nobody may contact. */
  async ofPerson(phone: string): Promise<{ isSuppressed: boolean; hours: ContactHours }> {
    const row = await this.read<{ isSuppressed: boolean }>(PERSON, [currentTenantId(), phone]);
    return { isSuppressed: row.isSuppressed, hours: this.hoursOf(row) };
  }

  private async read<T>(statement: string, parameters: readonly unknown[]): Promise<T & LimitsRow> {
    const row = await this.work.single((tx) => rowOf<T & LimitsRow>(tx, statement, parameters));
    if (!row) throw new Error('A row of limits is always there.');
    return row;
  }

  private hoursOf({ policy, holds }: LimitsRow): ContactHours {
    return new ContactHours(this.book, policy ? narrowingOf(policy) : {}, (holds ?? []).map(holdOf));
  }
}

interface LimitsRow {
  readonly policy: PolicyColumns | null;
  readonly holds:
    readonly { readonly jurisdiction: string; readonly from: string; readonly to: string | null }[] | null;
}

function holdOf({ jurisdiction, from, to }: NonNullable<LimitsRow['holds']>[number]): EmergencyHold {
  return { jurisdiction, from: new Date(from), to: to === null ? null : new Date(to) };
}

const LIMITS = /* sql */ `
  (select to_jsonb(p) from calling_policies p where p.tenant_id = $1) as policy,
  (select jsonb_agg(jsonb_build_object('jurisdiction', jurisdiction, 'from', starts_at, 'to', ends_at))
    from emergency_holds where lifted_at is null) as holds`;

const ZONES = /* sql */ `
select (select jsonb_agg(jsonb_build_object('key', zone_key, 'jurisdictions', jurisdictions, 'timeZones', time_zones) order by zone_key)
  from dial_zones where tenant_id = $1) as zones, ${LIMITS}`;

const PERSON = /* sql */ `
select exists (select 1 from suppressions where tenant_id = $1 and phone = $2 and removed_at is null)
  or exists (select 1 from platform_suppressions where phone = $2 and removed_at is null) as "isSuppressed", ${LIMITS}`;
