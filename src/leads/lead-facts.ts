import { LEADS_OF_A_FACT } from './leads.events';

export interface MappedLead {
  readonly leadId: string;
  readonly projectId: string;
}

/** Payloads of `LeadsUpdated`, as few as hold these leads. */
export function updatedFacts(leadIds: readonly string[]): { leadIds: readonly string[] }[] {
  return inParts(leadIds).map((part) => ({ leadIds: part }));
}

/** Payloads of `LeadsMapped`, as few as hold these leads: each is of one project. */
export function mappedFacts(leads: readonly MappedLead[]): { projectId: string; leadIds: readonly string[] }[] {
  const byProject = new Map<string, string[]>();
  for (const { leadId, projectId } of leads) {
    const leadIds = byProject.get(projectId);
    if (leadIds) leadIds.push(leadId);
    else byProject.set(projectId, [leadId]);
  }
  return [...byProject].flatMap(([projectId, leadIds]) =>
    inParts(leadIds).map((part) => ({ projectId, leadIds: part })),
  );
}

function inParts(leadIds: readonly string[]): (readonly string[])[] {
  const parts = Math.ceil(leadIds.length / LEADS_OF_A_FACT);
  return Array.from({ length: parts }, (_, n) => leadIds.slice(n * LEADS_OF_A_FACT, (n + 1) * LEADS_OF_A_FACT));
}
