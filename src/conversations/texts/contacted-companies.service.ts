import { Injectable } from '@nestjs/common';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { TextChannel } from '../../voice/text.port';
import { CompanyNumbers } from '../numbers/company-numbers.service';

/** Where a text came in. */
export interface TextRoute {
  readonly channel: TextChannel;
  /** The person. */
  readonly from: string;
  /** Our number. */
  readonly to: string;
}

/**
 * Whose a text is. A number may be one company's alone; the others are shared, and who stands behind one is known by whom it has
 * contacted.
 */
@Injectable()
export class ContactedCompanies {
  constructor(
    private readonly work: UnitOfWork,
    private readonly numbers: CompanyNumbers,
  ) {}

  /** Whom a text concerns: first the company it belongs to, then every other that has contacted the person from this number. */
  async addressed({ channel, from, to }: TextRoute): Promise<string[]> {
    const [owner, behind] = [await this.numbers.ownerOf(channel, to), await this.behind(to, from)];
    return owner ? [owner.tenantId, ...behind.filter((id) => id !== owner.tenantId)] : behind;
  }

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
