import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThanOrEqual } from 'typeorm';
import { currentTenantId } from '../../platform/context/request-context';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { LeadFact } from './lead-fact.entity';
import { heldAmong } from './merge-facts';

/** Of a field that was spoken of more often only the last of what held before is shown. */
const HISTORY = 100;

/** What is known of leads over all their conversations. */
@Injectable()
export class LeadFacts {
  constructor(private readonly work: UnitOfWork) {}

  /** What holds of a lead, one for each field, in order of the fields. */
  async of(leadId: string): Promise<readonly LeadFact[]> {
    return (await this.ofLeads([leadId])).get(leadId) ?? [];
  }

  /** What held of a lead by what it had said until a moment, one for each field; what was taken back since is left out. */
  async heldAt(leadId: string, moment: Date): Promise<readonly LeadFact[]> {
    const where = { tenantId: currentTenantId(), leadId, saidAt: LessThanOrEqual(moment) };
    return heldAmong(await this.work.single((tx) => tx.findBy(LeadFact, where)));
  }

  /** By lead; one statement. Leads of which nothing is known have an empty list. */
  async ofLeads(leadIds: readonly string[]): Promise<Map<string, LeadFact[]>> {
    const where = { tenantId: currentTenantId(), leadId: In([...leadIds]), supersededAt: IsNull() };
    const facts = await this.work.single((tx) => tx.find(LeadFact, { where, order: { field: 'ASC' } }));
    return byLead(leadIds, facts);
  }

  /** What held before, or was found and does not hold, last said first; at most 100 of each lead. Two statements. */
  async historyOf(leadIds: readonly string[]): Promise<Map<string, LeadFact[]>> {
    const tenantId = currentTenantId();
    const facts = await this.work.run(async (tx) => {
      const rows = await rowsOf<{ id: string }>(
        tx,
        `select f.id from unnest($2::uuid[]) as wanted (id) cross join lateral (
           select id from lead_facts where tenant_id = $1 and lead_id = wanted.id and superseded_at is not null
           order by said_at desc, id desc limit $3
         ) f`,
        [tenantId, leadIds, HISTORY],
      );
      return tx.find(LeadFact, {
        where: { tenantId, id: In(rows.map(({ id }) => id)) },
        order: { saidAt: 'DESC', id: 'DESC' },
      });
    });
    return byLead(leadIds, facts);
  }
}

function byLead(leadIds: readonly string[], facts: readonly LeadFact[]): Map<string, LeadFact[]> {
  const found = new Map<string, LeadFact[]>(leadIds.map((id) => [id, []]));
  for (const fact of facts) found.get(fact.leadId)?.push(fact);
  return found;
}
