import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, rowOf, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { JobBell } from '../../platform/queues/job-bell';
import { Renewals } from '../../platform/queues/renewals';
import { Answer } from './answer.entity';
import { AnswerMessage, type AnswerJob } from './answers.jobs';

/** A worker that has not renewed its lease for so long has died, or is frozen. */
const LEASE_MS = 9_000;
/** How often whoever works renews it. */
export const RENEWAL_MS = 2_500;

const SWEEP_BATCH = 100;
/** Of one company, so that a crowd at one does not keep the sweep from the others. */
const SWEEP_OF_COMPANY = 20;
/** Looked at to find them. */
const SWEEP_LOOK = 1_000;

/** A message that waits for an answer. */
export interface Unanswered {
  readonly conversationId: string;
  readonly leadId: string;
  readonly seq: number;
}

/** Columns a step may change. */
export type AnswerChange = Partial<
  Pick<
    Answer,
    'state' | 'exchange' | 'route' | 'reply' | 'textId' | 'skipReason' | 'sends' | 'deliveredAt' | 'nextQuestion'
  >
>;

/** Thrown when a lease has lapsed: somebody else goes on, and nothing of this step may stand. */
export class LeaseLost extends Error {
  constructor() {
    super('Somebody else works on this answer now.');
    this.name = 'LeaseLost';
  }
}

/** The statements on answers. A lease lets one worker at a time work on one; it lapses with the worker. */
@Injectable()
export class AnswerStore {
  private readonly renewals = new Renewals<Answer>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly bell: JobBell,
  ) {}

  /** Everything `steps` reads and writes stands or falls together. */
  together<T>(steps: () => Promise<T>): Promise<T> {
    return this.work.run(steps);
  }

  /**
   * Plans the answer to a message, and rings for it when the plan is committed. A thread has one answer under way: one that nobody has
   * read takes the message in, any other is followed by its own when it is done, and one that waits to be sent is tried now: a reply may
   * be allowed what was not before. Planning again changes nothing else.
   */
  plan({ conversationId, leadId, seq }: Unanswered): Promise<void> {
    return this.work.run(async (tx) => {
      const tenantId = currentTenantId();
      const planned = await rowOf<{ id: string }>(tx, PLAN, [
        tenantId,
        uuidv7(),
        conversationId,
        leadId,
        seq,
        this.clock.now(),
      ]);
      const due = planned ?? (await rowOf<{ id: string }>(tx, HURRY, [tenantId, conversationId, this.clock.now()]));
      if (due) this.work.afterCommit(() => this.bell.ring(AnswerMessage, { tenantId, answerId: due.id }));
    });
  }

  /** Takes the lease of an answer that is due, or undefined when it is over, waiting, or somebody else's. */
  claim(id: string): Promise<Answer | undefined> {
    const now = this.clock.now();
    return this.work.run(async (tx) => {
      const taken = await changedBy(
        tx,
        `update answers set attempts = attempts + 1, lease_until = $4
         where tenant_id = $1 and id = $2 and state not in ('DONE', 'SKIPPED') and due_at <= $3
           and (lease_until is null or lease_until <= $3)`,
        [currentTenantId(), id, now, new Date(now.getTime() + LEASE_MS)],
      );
      return taken === 1 ? tx.findOneByOrFail(Answer, { tenantId: currentTenantId(), id }) : undefined;
    });
  }

  find(id: string): Promise<Answer | null> {
    return this.work.single((tx) => tx.findOneBy(Answer, { tenantId: currentTenantId(), id }));
  }

  /** Has an answer that never left sent under another key, unless the thread has gone on since: then what comes next is the answer. */
  reopen({ id, sends, conversationId, exchange }: Answer): Promise<void> {
    return this.work.run(async (tx) => {
      const tenantId = currentTenantId();
      const now = this.clock.now();
      const reopened = await changedBy(tx, REOPEN, [tenantId, id, sends, conversationId, exchange, now]);
      if (reopened === 1) this.work.afterCommit(() => this.bell.ring(AnswerMessage, { tenantId, answerId: id }));
    });
  }

  /** Keeps the lease while it is still ours; `answer` is changed in place. */
  renew(answer: Answer): Promise<void> {
    return this.renewals.run(answer, async () => {
      const until = new Date(this.clock.now().getTime() + LEASE_MS);
      if (await this.work.single((tx) => held(tx, answer, { leaseUntil: until }))) answer.leaseUntil = until;
    });
  }

  /** Stores what a step came to, in place; attempts at the next step, this worker’s, begin anew. Joins an open unit of work. @throws LeaseLost */
  async advance(answer: Answer, change: AnswerChange): Promise<void> {
    await this.settle(answer, change);
  }

  /** Ends an answer and plans the next one, for what the lead wrote meanwhile. @throws LeaseLost */
  finish(answer: Answer, change: AnswerChange): Promise<void> {
    return this.work.run(async (tx) => {
      await this.settle(answer, change, { leaseUntil: null });
      const { conversationId, leadId, exchange } = answer;
      const later = await rowOf<{ seq: number | null }>(
        tx,
        `select max(seq) as seq from turns where tenant_id = $1 and conversation_id = $2 and speaker = 'LEAD' and seq > $3`,
        [currentTenantId(), conversationId, exchange],
      );
      if (later?.seq) await this.plan({ conversationId, leadId, seq: later.seq });
    });
  }

  /** Gives the lease back and tries again after `delayMs`. There is no last attempt: an outage delays and never loses. */
  async defer(answer: Answer, delayMs: number, reason: string): Promise<void> {
    const dueAt = new Date(this.clock.now().getTime() + delayMs);
    await this.work.single((tx) => held(tx, answer, { leaseUntil: null, dueAt, lastError: reason.slice(0, 200) }));
  }

  private async settle(
    answer: Answer,
    change: AnswerChange,
    lease: { readonly leaseUntil?: null } = {},
  ): Promise<void> {
    const changes = { ...change, attempts: 1, lastError: null, updatedAt: this.clock.now() };
    await this.renewals.over(answer);
    if (!(await this.work.single((tx) => held(tx, answer, { ...changes, ...lease })))) throw new LeaseLost();
    Object.assign(answer, changes);
  }

  /** Due answers of all tenants that nobody works on, in turns of the tenants. */
  due(): Promise<AnswerJob[]> {
    return this.work.singleAsPlatform('find due answers', (tx) =>
      rowsOf<AnswerJob>(tx, DUE, [this.clock.now(), SWEEP_LOOK, SWEEP_OF_COMPANY, SWEEP_BATCH]),
    );
  }
}

/** False when the lease is not ours any more. */
async function held(tx: EntityManager, { id, leaseUntil }: Answer, changes: Partial<Answer>): Promise<boolean> {
  if (leaseUntil === null) return false;
  const { affected } = await tx.update(Answer, { tenantId: currentTenantId(), id, leaseUntil }, changes);
  return affected === 1;
}

const DUE = /* sql */ `
select "tenantId", "answerId" from (
  select tenant_id as "tenantId", id as "answerId", due_at, row_number() over (partition by tenant_id order by due_at) as nth from (
    select tenant_id, id, due_at from answers
    where state not in ('DONE', 'SKIPPED') and due_at <= $1 and (lease_until is null or lease_until <= $1)
    order by due_at limit $2
  ) oldest
) waiting where nth <= $3 order by nth, due_at limit $4`;

/** A message that an answer covers already plans none. */
const PLAN = /* sql */ `
insert into answers (tenant_id, id, conversation_id, lead_id, exchange, state, due_at, heard_at, created_at, updated_at)
select $1, $2, $3, $4, $5, 'PLANNED', $6, $6, $6, $6
where not exists (select 1 from answers where tenant_id = $1 and conversation_id = $3 and exchange >= $5)
on conflict (tenant_id, conversation_id) where state not in ('DONE', 'SKIPPED')
do update set exchange = excluded.exchange, updated_at = excluded.updated_at
  where answers.state = 'PLANNED' and answers.exchange < excluded.exchange
returning id`;

const HURRY = /* sql */ `
update answers set due_at = $3 where tenant_id = $1 and conversation_id = $2 and state = 'COMPOSED' and due_at > $3 and lease_until is null
returning id`;

const REOPEN = /* sql */ `
update answers set state = 'COMPOSED', sends = sends + 1, attempts = 0, due_at = $6, text_id = null, updated_at = $6
where tenant_id = $1 and id = $2 and sends = $3 and state = 'DONE'
  and not exists (select 1 from answers later where later.tenant_id = $1 and later.conversation_id = $4 and later.exchange > $5)`;
