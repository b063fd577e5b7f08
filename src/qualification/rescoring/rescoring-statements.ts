import type { EntityManager } from 'typeorm';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, rowsOf } from '../../platform/database/sql';
import { type Knowledge, knowledgeFrom, type Standing } from '../assessments/verdict';
import type { LeadFact } from '../facts/lead-fact.entity';
import type { Rescoring } from './rescoring.entity';

/** A lead that was assessed by the rubric, with its newest assessment. */
interface RescoredLead {
  readonly leadId: string;
  readonly assessmentId: string;
  /** False when the newest is by another rubric. */
  readonly isNewest: boolean;
}

export type Restanding = Standing & Pick<RescoredLead, 'leadId' | 'assessmentId'>;

/** Before every other in the order of ids. */
const FIRST = '00000000-0000-0000-0000-000000000000';

export function leadsAfter(
  tx: EntityManager,
  { rubricId, lastLeadId }: Rescoring,
  limit: number,
): Promise<RescoredLead[]> {
  return rowsOf<RescoredLead>(
    tx,
    `with page as (
       select distinct lead_id from assessments
       where tenant_id = $1 and rubric_id = $2 and status = 'COMPLETED' and lead_id > $3 order by lead_id limit $4
     )
     select page.lead_id as "leadId", newest.id as "assessmentId", newest.rubric_id is not distinct from $2 as "isNewest"
     from page cross join lateral (
       select id, rubric_id from assessments
       where tenant_id = $1 and lead_id = page.lead_id and status = 'COMPLETED' order by created_at desc, id desc limit 1
     ) newest order by page.lead_id`,
    [currentTenantId(), rubricId, lastLeadId ?? FIRST, limit],
  );
}

type KnownFact = Pick<LeadFact, 'leadId' | 'field' | 'status' | 'value' | 'money'>;

/** What is known of each of these leads. */
export async function factsOfLeads(
  tx: EntityManager,
  leadIds: readonly string[],
): Promise<(leadId: string) => Knowledge> {
  const facts = await rowsOf<KnownFact>(
    tx,
    `select lead_id as "leadId", field, status, value, money from lead_facts
     where tenant_id = $1 and lead_id = any($2::uuid[]) and superseded_at is null`,
    [currentTenantId(), leadIds],
  );
  const byLead = new Map<string, KnownFact[]>(leadIds.map((id) => [id, []]));
  for (const fact of facts) byLead.get(fact.leadId)?.push(fact);
  return (leadId) => knowledgeFrom(byLead.get(leadId) ?? []);
}

/** Rows that stay as they are are not written. */
export async function storeStandings(
  tx: EntityManager,
  standings: readonly Restanding[],
  rubricVersion: number | null,
): Promise<void> {
  await changedBy(
    tx,
    `update assessments a set score = n.score, coverage = n.coverage, ceiling = n.ceiling, temperature = n.temperature,
       decision = n.decision, verdicts = n.verdicts, rubric_version = $3::int
     from jsonb_to_recordset($2::jsonb) as n ("assessmentId" uuid, score numeric, coverage numeric, ceiling numeric, temperature text,
       decision text, verdicts jsonb)
     where a.tenant_id = $1 and a.id = n."assessmentId"
       and (a.score, a.coverage, a.ceiling, a.temperature, a.decision, a.verdicts, a.rubric_version)
         is distinct from (n.score, n.coverage, n.ceiling, n.temperature, n.decision, n.verdicts, $3::int)`,
    [currentTenantId(), JSON.stringify(standings), rubricVersion],
  );
}
