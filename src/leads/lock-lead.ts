import type { EntityManager } from 'typeorm';
import { currentTenantId } from '../platform/context/request-context';
import { Lead } from './lead.entity';
import { LeadNotFound } from './leads.errors';
import { ROW_LOCK } from '../platform/database/sql';

/** A lead that nobody else may change until the transaction ends. @throws LeadNotFound */
export async function lockLead(tx: EntityManager, leadId: string): Promise<Lead> {
  const tenantId = currentTenantId();
  const lead = await tx.findOne(Lead, { where: { tenantId, id: leadId }, lock: ROW_LOCK });
  if (!lead) throw new LeadNotFound();
  return lead;
}
