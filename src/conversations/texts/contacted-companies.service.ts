import { Injectable } from '@nestjs/common';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';

/** Companies share the numbers of the platform: who stands behind one is known by whom it has contacted. */
@Injectable()
export class ContactedCompanies {
  constructor(private readonly work: UnitOfWork) {}

  /** Tenants that have called or texted this person from this number of ours, latest first. One look per company at two indexes. */
  async behind(ourNumber: string, phone: string): Promise<string[]> {
    const rows = await this.work.asPlatform('whose number does this person answer', (tx) =>
      rowsOf<{ id: string }>(tx, BEHIND, [ourNumber, phone]),
    );
    return rows.map(({ id }) => id);
  }

  /** Tenants that have this person as a lead, or have called or texted them from whatever number. */
  async knowing(phone: string): Promise<string[]> {
    const rows = await this.work.asPlatform('who knows this person', (tx) =>
      rowsOf<{ id: string }>(tx, KNOWING, [phone]),
    );
    return rows.map(({ id }) => id);
  }
}

const BEHIND = /* sql */ `
select t.id from tenants t cross join lateral (
  select max(at) as latest from (
    select max(dial_started_at) as at from calls
    where tenant_id = t.id and phone = $2 and from_number = $1 and dial_started_at is not null and not not_placed
    union all
    select max(sent_at) from text_messages
    where tenant_id = t.id and phone = $2 and our_number = $1 and direction = 'OUTBOUND' and not not_sent
  ) contacts
) contacted
where latest is not null
order by latest desc, t.id`;

const KNOWING = /* sql */ `
select t.id from tenants t
where exists (select 1 from leads where tenant_id = t.id and phone = $1)
   or exists (select 1 from calls where tenant_id = t.id and phone = $1 and dial_started_at is not null)
   or exists (select 1 from text_messages where tenant_id = t.id and phone = $1 and sent_at is not null and direction = 'OUTBOUND' and not not_sent)
order by t.id`;
