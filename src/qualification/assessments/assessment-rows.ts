import type { EntityManager } from 'typeorm';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, rowOf } from '../../platform/database/sql';
import type { CheckedFact } from '../evidence/verify-facts';
import type { Assessment } from './assessment.entity';
import { NOT_THE_LEAD } from '../rules/outcome';
import type { Extractor, Reading } from './reading';
import type { Standing, Verdict } from './verdict';

/** What a score is made of and says, in the order of their columns. */
const STANDING = ['score', 'coverage', 'ceiling', 'temperature', 'decision', 'verdicts'] as const;
const READ = [
  'rubric_id',
  'rubric_version',
  'extractor',
  'extraction_version',
  'model',
  'outcome_signal',
  'callback_at',
  'next_action',
  'notes',
  'language',
  'provisional',
  'upgrade_due_at',
  'turns_read',
  'turns_read_by_model',
] as const;

/** $1 the tenant, $2 the assessment, $3 the moment, then the columns. */
const set = (columns: readonly string[]): string => columns.map((column, i) => `${column} = $${i + 4}`).join(', ');

/** Parameters: tenant, id, moment, `standingColumns`, `readingColumns`. */
export const COMPLETE = `update assessments set ${set([...STANDING, ...READ])}, status = 'COMPLETED', completed_at = $3,
  lease_until = null, last_error = null, upgrade_attempts = 0 where tenant_id = $1 and id = $2`;

export function standingColumns({ score, coverage, ceiling, temperature, decision, verdicts }: Standing): unknown[] {
  return [score, coverage, ceiling, temperature, decision, JSON.stringify(verdicts)];
}

/** By which rubric, and which version of it; both null for the standard rubric. */
export interface ScoredBy {
  readonly rubricId: string | null;
  readonly rubricVersion: number | null;
}

/** What was read, and by whom. */
export interface ReadBy {
  readonly reading: Reading;
  readonly extractor: Extractor | null;
  readonly extractionVersion: string | null;
  readonly model: string | null;
  readonly extent: Extent;
}

/** How much of a conversation has been read. */
export interface Extent {
  readonly turnsRead: number;
  readonly turnsReadByModel: number;
  /** When a model is asked to read what only rules have read; null when there is no such thing. */
  readonly upgradeDueAt: Date | null;
}

/** Read by a model to its end, or with nothing to read. */
export function readInFull(turns: readonly unknown[]): Extent {
  return { turnsRead: turns.length, turnsReadByModel: turns.length, upgradeDueAt: null };
}

export function readingColumns(
  read: ReadBy,
  { callbackAt, nextAction }: Verdict,
  { rubricId, rubricVersion }: ScoredBy,
): unknown[] {
  const { reading, extractor, extractionVersion, model, extent } = read;
  const { signal, notes, language } = reading;
  const { turnsRead, turnsReadByModel, upgradeDueAt } = extent;
  const by = [rubricId, rubricVersion, extractor, extractionVersion, model];
  const judged = [...by, signal, callbackAt, nextAction, notes, language];
  return [...judged, upgradeDueAt !== null, upgradeDueAt, turnsRead, turnsReadByModel];
}

/** Locks it; false when another worker has it, or has done it. */
export async function isStillOurs(tx: EntityManager, { tenantId, id, leaseUntil }: Assessment): Promise<boolean> {
  const row = await rowOf(
    tx,
    `select 1 from assessments where tenant_id = $1 and id = $2 and status = 'PENDING' and lease_until = $3 for no key update`,
    [tenantId, id, leaseUntil],
  );
  return row !== undefined;
}

/** What a lead is scored by. Conversations with strangers and machines are not: nothing said there tells of it. */
export const TELLS_OF_LEAD = `status = 'COMPLETED' and coalesce(outcome_signal, 'none') not in ('${[...NOT_THE_LEAD].join("', '")}')`;

/** What a lead was assessed in last, leaving out one assessment; undefined when nothing has been read of it. */
export function newestOf(
  tx: EntityManager,
  leadId: string,
  { lock = '', except = null }: { readonly lock?: '' | 'for no key update'; readonly except?: string | null } = {},
): Promise<{ readonly assessmentId: string; readonly rubricId: string | null } | undefined> {
  return rowOf(
    tx,
    `select id as "assessmentId", rubric_id as "rubricId" from assessments
     where tenant_id = $1 and lead_id = $2 and id is distinct from $3 and ${TELLS_OF_LEAD}
     order by created_at desc, id desc limit 1 ${lock}`,
    [currentTenantId(), leadId, except],
  );
}

/**
 * What this conversation showed, rejected claims and all. Of a field read again what was said last stands, as it does of the lead: a value
 * before a refusal, and both before a claim that does not hold and before nothing.
 */
export async function keepFacts(
  tx: EntityManager,
  { tenantId, id }: Pick<Assessment, 'tenantId' | 'id'>,
  { facts }: { readonly facts: readonly CheckedFact[] },
): Promise<void> {
  if (facts.length === 0) return;
  await changedBy(
    tx,
    `insert into assessment_facts (tenant_id, assessment_id, field, status, value, raw, quote, turn_seq, confidence, verified, rejection,
       money, quotes)
     select $1, $2, f.field, f.status, nullif(f.value, 'null'::jsonb), f.raw, f.quote, f."turnSeq", f.confidence, f.verified, f.rejection,
       nullif(f.money, 'null'::jsonb), f.quotes
     from jsonb_to_recordset($3::jsonb) as f (field text, status text, value jsonb, raw text, quote text, "turnSeq" integer,
       confidence numeric, verified boolean, rejection text, money jsonb, quotes jsonb)
     on conflict (tenant_id, assessment_id, field) do update set status = excluded.status, value = excluded.value, raw = excluded.raw,
       quote = excluded.quote, turn_seq = excluded.turn_seq, confidence = excluded.confidence, verified = excluded.verified,
       rejection = excluded.rejection, money = excluded.money, quotes = excluded.quotes
     where case
       when assessment_facts.verified then excluded.verified and excluded.turn_seq >= assessment_facts.turn_seq
       when assessment_facts.status = 'REFUSED' then excluded.verified or excluded.status = 'REFUSED'
       else true end`,
    [tenantId, id, JSON.stringify(facts)],
  );
}
