import { type EntityManager, In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, ROW_LOCK, rowsOf } from '../../platform/database/sql';
import { Assessment } from '../assessments/assessment.entity';
import { keepFacts } from '../assessments/assessment-rows';
import type { Completion } from '../assessments/assessment-store.service';
import type { CheckedFact } from '../evidence/verify-facts';
import { LeadFact } from '../facts/lead-fact.entity';
import { heldAmong, type Reach } from '../facts/merge-facts';

/** Of which conversation, and by what it is scored. */
export interface ThreadOf {
  readonly conversationId: string;
  readonly leadId: string;
  /** Of one that was not assessed before; null for that by which the lead was assessed last. */
  readonly rubricId: string | null;
}

/** What was read of a conversation, which may be only what is new in it. */
export interface ThreadReading extends Completion {
  /** What could have been found; anything in all of it where left out. */
  readonly reach?: Reach;
}

/** The assessment of a conversation in writing, made if there is none, and locked. */
export async function lockedAssessment(tx: EntityManager, thread: ThreadOf, now: Date): Promise<Assessment> {
  const tenantId = currentTenantId();
  const { conversationId, leadId, rubricId } = thread;
  await changedBy(
    tx,
    `insert into assessments (tenant_id, id, lead_id, conversation_id, rubric_id, status, due_at, created_at)
     values ($1, $2, $3, $4, $5, 'PENDING', $6, $6) on conflict (tenant_id, conversation_id) do nothing`,
    [tenantId, uuidv7(), leadId, conversationId, rubricId, now],
  );
  return tx.findOneOrFail(Assessment, { where: { tenantId, conversationId }, lock: ROW_LOCK });
}

/**
 * Takes back what rules showed of a conversation where a model, asked for it, has now read; what was shown before is shown again, as it
 * holds of the lead again. Ask once that is settled, and before what the model found is shown.
 */
export async function takeBack(
  tx: EntityManager,
  assessment: Pick<Assessment, 'tenantId' | 'id' | 'conversationId' | 'turnsReadByModel'>,
  { extractor, reach }: ThreadReading,
): Promise<void> {
  if (extractor !== 'MODEL' || !reach) return;
  const { tenantId, id, conversationId, turnsReadByModel } = assessment;
  const gone = await rowsOf<{ field: string }>(
    tx,
    `delete from assessment_facts
     where tenant_id = $1 and assessment_id = $2 and field = any($3::text[]) and turn_seq between $4 and $5 returning field`,
    [tenantId, id, [...reach.fields], Math.max(reach.from, turnsReadByModel + 1), reach.to],
  );
  if (gone.length === 0) return;
  const fields = In(gone.map(({ field }) => field));
  const known = heldAmong(await tx.findBy(LeadFact, { tenantId, conversationId, field: fields }));
  await keepFacts(tx, assessment, { facts: known.map(asShown) });
}

function asShown({ field, status, value, money, quotes, turnSeq, confidence }: LeadFact): CheckedFact {
  const quote = quotes.at(-1)?.text ?? null;
  const said = { field, status, value, money, raw: quote, quote, quotes, turnSeq, confidence };
  return { ...said, verified: value !== null, rejection: null };
}
