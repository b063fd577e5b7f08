import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { EndedConversation } from '../../conversations/conversations.events';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, rowOf, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Outbox } from '../../platform/events/outbox';
import { failpoint } from '../../platform/failpoints/failpoint';
import { JobBell } from '../../platform/queues/job-bell';
import { AssessmentCompleted, type CompletedAssessment } from '../qualification.events';
import { AssessConversation, type AssessmentJob } from '../qualification.jobs';
import { Assessment } from './assessment.entity';
import type { Verdict } from './verdict';

/** A worker that has not renewed its lease for so long has died, or is frozen. */
const LEASE_MS = 9_000;
/** How often whoever works renews it. */
export const RENEWAL_MS = 2_500;

const SWEEP_BATCH = 50;

export interface Completion {
  readonly verdict: Verdict;
  readonly rubricVersion: number | null;
  readonly model: string | null;
}

/** The statements on assessments. A lease lets one worker at a time pay for a model; it lapses with the worker. */
@Injectable()
export class AssessmentStore {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly bell: JobBell,
  ) {}

  /** Plans the assessment of a conversation, once per call, and rings for it when the plan is committed. */
  async plan(ended: EndedConversation): Promise<void> {
    const [tenantId, assessmentId, now] = [currentTenantId(), uuidv7(), this.clock.now()];
    await this.work.run(async (tx) => {
      const planned = await changedBy(
        tx,
        `insert into assessments (tenant_id, id, lead_id, call_id, conversation_id, campaign_id, rubric_id, status, due_at, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, 'PENDING', $8, $8) on conflict do nothing`,
        [
          tenantId,
          assessmentId,
          ended.leadId,
          ended.callId,
          ended.conversationId,
          ended.campaignId,
          ended.rubricId,
          now,
        ],
      );
      if (planned === 1) this.work.afterCommit(() => this.bell.ring(AssessConversation, { tenantId, assessmentId }));
    });
  }

  /** Takes the lease of an assessment that is due, or undefined when it is done, waiting, or somebody else's. */
  async claim(id: string): Promise<Assessment | undefined> {
    const now = this.clock.now();
    return this.work.run(async (tx) => {
      const taken = await changedBy(
        tx,
        `update assessments set attempts = attempts + 1, lease_until = $4
         where tenant_id = $1 and id = $2 and status = 'PENDING' and due_at <= $3 and (lease_until is null or lease_until <= $3)`,
        [currentTenantId(), id, now, new Date(now.getTime() + LEASE_MS)],
      );
      return taken === 1 ? tx.findOneByOrFail(Assessment, { tenantId: currentTenantId(), id }) : undefined;
    });
  }

  /** Keeps the lease while it is still ours; `assessment` is changed in place, for `complete` and `defer` ask for the newest. */
  async renew(assessment: Assessment): Promise<void> {
    const until = new Date(this.clock.now().getTime() + LEASE_MS);
    const { tenantId, id, leaseUntil } = assessment;
    const kept = await this.work.run((tx) =>
      changedBy(
        tx,
        `update assessments set lease_until = $4 where tenant_id = $1 and id = $2 and status = 'PENDING' and lease_until = $3`,
        [tenantId, id, leaseUntil, until],
      ),
    );
    if (kept === 1) assessment.leaseUntil = until;
  }

  /** Gives the lease back and tries again after `delayMs`. There is no last attempt: an outage delays and never loses. */
  async defer({ id, leaseUntil }: Assessment, delayMs: number, reason: string): Promise<void> {
    const dueAt = new Date(this.clock.now().getTime() + delayMs);
    await this.work.run((tx) =>
      changedBy(
        tx,
        `update assessments set lease_until = null, due_at = $4, last_error = $5
         where tenant_id = $1 and id = $2 and status = 'PENDING' and lease_until = $3`,
        [currentTenantId(), id, leaseUntil, dueAt, reason.slice(0, 200)],
      ),
    );
  }

  /** Stores the verdict with its facts and tells of it, in one transaction; false when somebody else has, or our lease is gone. */
  async complete(assessment: Assessment, { verdict, rubricVersion, model }: Completion): Promise<boolean> {
    return this.work.run(async (tx) => {
      const row = await rowOf(
        tx,
        `update assessments set status = 'COMPLETED', completed_at = $4, lease_until = null, last_error = null, rubric_version = $5,
           score = $6, coverage = $7, temperature = $8, outcome_signal = $9, callback_at = $10, next_action = $11, notes = $12,
           language = $13, model = $14
         where tenant_id = $1 and id = $2 and status = 'PENDING' and lease_until = $3 returning id`,
        [
          currentTenantId(),
          assessment.id,
          assessment.leaseUntil,
          this.clock.now(),
          rubricVersion,
          verdict.score,
          verdict.coverage,
          verdict.temperature,
          verdict.signal,
          verdict.callbackAt,
          verdict.nextAction,
          verdict.notes,
          verdict.language,
          model,
        ],
      );
      if (!row) return false;
      await this.keepFacts(tx, assessment, verdict);
      await this.outbox.record(AssessmentCompleted, factOf(assessment, verdict));
      await failpoint('qualify.settled_before_commit');
      return true;
    });
  }

  /** Due assessments of all tenants that nobody works on. */
  async due(): Promise<AssessmentJob[]> {
    return this.work.asPlatform('find due assessments', (tx) =>
      rowsOf<AssessmentJob>(
        tx,
        `select tenant_id as "tenantId", id as "assessmentId" from assessments
         where status = 'PENDING' and due_at <= $1 and (lease_until is null or lease_until <= $1) order by due_at limit $2`,
        [this.clock.now(), SWEEP_BATCH],
      ),
    );
  }

  private async keepFacts(tx: EntityManager, { tenantId, id }: Assessment, { facts }: Verdict): Promise<void> {
    if (facts.length === 0) return;
    await changedBy(
      tx,
      `insert into assessment_facts (tenant_id, assessment_id, field, status, value, raw, quote, turn_seq, confidence, verified, rejection)
       select $1, $2, f.field, f.status, nullif(f.value, 'null'::jsonb), f.raw, f.quote, f."turnSeq", f.confidence, f.verified, f.rejection
       from jsonb_to_recordset($3::jsonb) as f (field text, status text, value jsonb, raw text, quote text, "turnSeq" integer,
         confidence numeric, verified boolean, rejection text)`,
      [tenantId, id, JSON.stringify(facts)],
    );
  }
}

function factOf({ id, callId, leadId, campaignId }: Assessment, verdict: Verdict): CompletedAssessment {
  const { outcome, callbackAt, score, temperature, nextAction } = verdict;
  return {
    assessmentId: id,
    callId,
    leadId,
    ...(campaignId ? { campaignId } : {}),
    outcome,
    ...(callbackAt ? { callbackAt: callbackAt.toISOString() } : {}),
    score,
    temperature,
    nextAction,
  };
}
