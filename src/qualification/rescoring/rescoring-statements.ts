import type { EntityManager } from 'typeorm';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, rowsOf } from '../../platform/database/sql';
import { TELLS_OF_LEAD } from '../assessments/assessment-rows';
import type { Standing } from '../assessments/verdict';
import type { LeadFact } from '../facts/lead-fact.entity';
import type { Rescoring } from './rescoring.entity';

/** A lead with its newest assessment. */
export interface AssessedLead {
  readonly leadId: string;
  readonly assessmentId: string;
}

export type Restanding = Standing & AssessedLead;

/** Before every other in the order of ids. */
const FIRST = '00000000-0000-0000-0000-000000000000';

/** The next leads that were assessed by the rubric, each with its newest assessment, locked. */
export function leadsAfter(
  tx: EntityManager,
  { rubricId, lastLeadId }: Rescoring,
  limit: number,
): Promise<AssessedLead[]> {
  return rowsOf<AssessedLead>(
    tx,
    `with page as (
       select distinct lead_id from assessments
       where tenant_id = $1 and rubric_id = $2 and ${TELLS_OF_LEAD} and lead_id > $3 order by lead_id limit $4
     )
     select page.lead_id as "leadId", newest.id as "assessmentId"
     from page cross join lateral (
       select id from assessments
       where tenant_id = $1 and lead_id = page.lead_id and ${TELLS_OF_LEAD} order by created_at desc, id desc limit 1
       for no key update
     ) newest order by page.lead_id`,
    [currentTenantId(), rubricId, lastLeadId ?? FIRST, limit],
  );
}

/** A lead as it stands now: what it was assessed in last, by what, and what holds of it. */
export interface KnownLead extends AssessedLead {
  readonly rubricId: string | null;
  readonly rubricVersion: number | null;
  readonly facts: readonly Pick<LeadFact, 'field' | 'status' | 'value' | 'money'>[];
}

/** Of each of these leads, in the order of their ids. */
export function knownOf(tx: EntityManager, leadIds: readonly string[]): Promise<KnownLead[]> {
  return rowsOf<KnownLead>(
    tx,
    `select l.id as "leadId", newest.id as "assessmentId", newest.rubric_id as "rubricId", newest.rubric_version as "rubricVersion", known.facts
     from unnest($2::uuid[]) as l (id) cross join lateral (
       select id, rubric_id, rubric_version from assessments
       where tenant_id = $1 and lead_id = l.id and ${TELLS_OF_LEAD} order by created_at desc, id desc limit 1
     ) newest cross join lateral (
       select coalesce(jsonb_agg(jsonb_build_object('field', field, 'status', status, 'value', value, 'money', money)), '[]') as facts
       from lead_facts where tenant_id = $1 and lead_id = l.id and superseded_at is null
     ) known order by l.id`,
    [currentTenantId(), leadIds],
  );
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
