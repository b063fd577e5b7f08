import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, ROW_LOCK } from '../../platform/database/sql';
import { Assessment } from '../assessments/assessment.entity';
import type { Completion } from '../assessments/assessment-store.service';
import type { Reach } from '../facts/merge-facts';

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
