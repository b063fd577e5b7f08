import { Injectable } from '@nestjs/common';
import { rowOf, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { InboundText } from '../../voice/text.port';
import { CompanyNumbers } from '../numbers/company-numbers.service';

/** Which text it is, and where it came in. */
export type TextRoute = Pick<InboundText, 'providerTextId' | 'channel' | 'from' | 'to'>;

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

  /**
   * Whom a text concerns: first the company it belongs to, then every other that has contacted the person from this number. One that is
   * delivered again belongs to whoever has it, though another company may have contacted the person since.
   */
  async addressed({ providerTextId, channel, from, to }: TextRoute): Promise<string[]> {
    const [holder, owner] = [await this.holderOf(providerTextId), await this.numbers.ownerOf(channel, to)];
    const concerned = [holder, owner?.tenantId, ...(await this.behind(to, from))];
    return [...new Set(concerned.filter((id) => id !== undefined))];
  }

  /** Who was the first to have a text of the carrier's; undefined when nobody does. */
  private async holderOf(providerTextId: string): Promise<string | undefined> {
    const row = await this.work.singleAsPlatform('who has this text', (tx) =>
      rowOf<{ id: string }>(tx, HOLDER, [providerTextId]),
    );
    return row?.id;
  }

  /** Tenants that have called or texted this person from this number of ours, latest first. One look per company at two indexes. */
  async behind(ourNumber: string, phone: string): Promise<string[]> {
    const rows = await this.work.singleAsPlatform('whose number does this person answer', (tx) =>
      rowsOf<{ id: string }>(tx, BEHIND, [ourNumber, phone]),
    );
    return rows.map(({ id }) => id);
  }

  /** Tenants that have this person as a lead, or have called or texted them from whatever number. */
  async knowing(phone: string): Promise<string[]> {
    const rows = await this.work.singleAsPlatform('who knows this person', (tx) =>
      rowsOf<{ id: string }>(tx, KNOWING, [phone]),
    );
    return rows.map(({ id }) => id);
  }
}

const HOLDER = /* sql */ `
select tenant_id as id from text_messages where provider_id = $1 and direction = 'INBOUND' order by created_at, id limit 1`;

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
