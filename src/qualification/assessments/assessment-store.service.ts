import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { EndedConversation } from '../../conversations/conversations.events';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Outbox } from '../../platform/events/outbox';
import { failpoint } from '../../platform/failpoints/failpoint';
import { JobBell } from '../../platform/queues/job-bell';
import { Renewals } from '../../platform/queues/renewals';
import { AssessmentCompleted, type CompletedAssessment } from '../qualification.events';
import { AssessConversation, type AssessmentJob } from '../qualification.jobs';
import { Assessment } from './assessment.entity';
import { LeadWorth } from './lead-worth.service';
import type { Verdict } from './verdict';
import { COMPLETE, isStillOurs, keepFacts, type ReadBy, readingColumns, standingColumns } from './assessment-rows';

/** A worker that has not renewed its lease for so long has died, or is frozen. */
const LEASE_MS = 9_000;
/** How often whoever works renews it. */
export const RENEWAL_MS = 2_500;

const SWEEP_BATCH = 50;

export interface Completion extends ReadBy {
  /** When each turn was spoken, by its place. */
  readonly spokenAt: ReadonlyMap<number, Date>;
}

/** The statements on assessments. A lease lets one worker at a time pay for a model; it lapses with the worker. */
@Injectable()
export class AssessmentStore {
  private readonly renewals = new Renewals<Assessment>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly bell: JobBell,
    private readonly worth: LeadWorth,
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
  renew(assessment: Assessment): Promise<void> {
    return this.renewals.run(assessment, () => this.prolong(assessment));
  }

  /** Gives the lease back and tries again after `delayMs`. There is no last attempt: an outage delays and never loses. */
  async defer({ id, leaseUntil }: Assessment, delayMs: number, reason: string): Promise<void> {
    const dueAt = new Date(this.clock.now().getTime() + delayMs);
    await this.work.single((tx) =>
      changedBy(
        tx,
        `update assessments set lease_until = null, due_at = $4, last_error = $5
         where tenant_id = $1 and id = $2 and status = 'PENDING' and lease_until = $3`,
        [currentTenantId(), id, leaseUntil, dueAt, reason.slice(0, 200)],
      ),
    );
  }

  /**
   * Adds what was found to what is known of the lead, scores by all of that, and tells of it, in one transaction; false when somebody
   * else has, or our lease is gone.
   */
  async complete(assessment: Assessment, completion: Completion): Promise<boolean> {
    await this.renewals.over(assessment);
    return this.work.run(async (tx) => {
      if (!(await isStillOurs(tx, assessment))) return false;
      const { verdict, by } = await this.worth.after(assessment, completion);
      await changedBy(tx, COMPLETE, [
        currentTenantId(),
        assessment.id,
        this.clock.now(),
        ...standingColumns(verdict),
        ...readingColumns(completion, verdict, by),
      ]);
      await keepFacts(tx, assessment, completion.reading);
      const { callId } = assessment;
      if (callId) await this.outbox.record(AssessmentCompleted, factOf(assessment, callId, verdict));
      await failpoint('qualify.settled_before_commit');
      return true;
    });
  }

  /** Due assessments of all tenants that nobody works on. */
  async due(): Promise<AssessmentJob[]> {
    return this.work.singleAsPlatform('find due assessments', (tx) =>
      rowsOf<AssessmentJob>(
        tx,
        `select tenant_id as "tenantId", id as "assessmentId" from assessments
         where status = 'PENDING' and due_at <= $1 and (lease_until is null or lease_until <= $1) order by due_at limit $2`,
        [this.clock.now(), SWEEP_BATCH],
      ),
    );
  }

  private async prolong(assessment: Assessment): Promise<void> {
    const until = new Date(this.clock.now().getTime() + LEASE_MS);
    const { tenantId, id, leaseUntil } = assessment;
    const kept = await this.work.single((tx) =>
      changedBy(
        tx,
        `update assessments set lease_until = $4 where tenant_id = $1 and id = $2 and status = 'PENDING' and lease_until = $3`,
        [tenantId, id, leaseUntil, until],
      ),
    );
    if (kept === 1) assessment.leaseUntil = until;
  }
}

function factOf({ id, leadId, campaignId }: Assessment, callId: string, verdict: Verdict): CompletedAssessment {
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
