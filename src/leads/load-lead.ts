import { loaderFor } from '../platform/graphql/loaders';
import { LeadModel } from './lead.model';
import type { LeadsService } from './leads.service';

/** A lead through the loader of one GraphQL operation: one statement for all that a page asks for. */
export async function loadLead(context: object, leads: LeadsService, leadId: string): Promise<LeadModel | null> {
  const lead = await loaderFor(context, 'leads', (ids: readonly string[]) => leads.getMany(ids)).load(leadId);
  return lead && LeadModel.of(lead);
}
