import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { ConversationsService } from '../conversations/conversations.service';
import { cleanText } from '../leads/clean-text';
import { LeadsService } from '../leads/leads.service';
import { Clock } from '../platform/clock/clock';
import { actorReference } from '../platform/context/actor';
import { currentActor, currentTenantId } from '../platform/context/request-context';
import { changedBy, rowOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { NotFound } from '../platform/errors/domain-error';
import { EscalationMeans } from './escalation-means.service';
import type { EscalationTrigger } from './triggers/escalation-trigger';

export interface NewEscalation {
  readonly leadId: string;
  readonly conversationId?: string;
  readonly callId?: string;
  readonly trigger: EscalationTrigger;
  /** A sentence for the person who takes it; at most 1,000 characters are kept. */
  readonly reason?: string;
  /** What made it, for example `message:<id>`: raised again under the same key it is the same one, even when it has been resolved. */
  readonly key?: string;
  /** When the person asked, where that was before: one that is open already counts from then too. */
  readonly since?: Date;
}

export interface Raised {
  readonly escalationId: string;
  /** False when one was open already, or had been raised under the same key. */
  readonly created: boolean;
}

const LONGEST_REASON = 1_000;

/** Asks for a human. */
@Injectable()
export class Escalations {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly leads: LeadsService,
    private readonly conversations: ConversationsService,
    private readonly means: EscalationMeans,
  ) {}

  /**
   * Raises one unless one is open for the conversation, or for the lead where there is no conversation. The row, the silence of the
   * agent, the stage of the lead and the fact are one transaction; it joins an open unit of work.
   * @throws NotFound when the call or the conversation is not the lead's; LeadNotFound.
   */
  raise(wanted: NewEscalation): Promise<Raised> {
    return this.work.run(async (tx) => {
      // In this order everywhere (call, conversation, lead), or two of them would wait for each other.
      if (wanted.callId) await this.hold(tx, HOLD_CALL, wanted.callId, wanted.leadId, 'Call');
      const turns = wanted.conversationId
        ? (await this.hold(tx, HOLD_CONVERSATION, wanted.conversationId, wanted.leadId, 'Conversation')).turns
        : 0;
      const earlier = await this.findSame(tx, wanted);
      if (earlier) return this.joined(tx, wanted, earlier);
      await this.leads.moveStage(wanted.leadId, 'HANDED_OFF');
      const escalationId = await this.insert(tx, wanted, turns);
      if (!escalationId) return this.joined(tx, wanted, await this.mustFind(tx, wanted));
      if (wanted.conversationId) await this.conversations.escalate(wanted.conversationId);
      const { leadId, conversationId = null, callId = null, trigger } = wanted;
      await this.means.tell({ escalationId, leadId, conversationId, callId, trigger });
      return { escalationId, created: true };
    });
  }

  /** The person waits from when they asked first, though it was raised for something else meanwhile; its reminders run as they did. */
  private async joined(tx: EntityManager, wanted: NewEscalation, escalationId: string): Promise<Raised> {
    if (wanted.since) {
      const key = [currentTenantId(), escalationId, wanted.since, reasonIn(wanted), this.clock.now()];
      await changedBy(tx, COUNT_FROM, key);
    }
    return { escalationId, created: false };
  }

  private async insert(tx: EntityManager, wanted: NewEscalation, turns: number): Promise<string | undefined> {
    const now = this.clock.now();
    const row = await rowOf<{ id: string }>(tx, INSERT, [
      currentTenantId(),
      uuidv7(),
      wanted.leadId,
      wanted.conversationId ?? null,
      wanted.callId ?? null,
      wanted.trigger,
      reasonIn(wanted),
      wanted.key ?? null,
      actorReference(currentActor()),
      turns,
      wanted.since ?? now,
      await this.means.firstReminder(now),
      now,
    ]);
    return row?.id;
  }

  private async findSame(tx: EntityManager, wanted: NewEscalation): Promise<string | undefined> {
    const { leadId, conversationId = null, key = null } = wanted;
    return (await rowOf<{ id: string }>(tx, SAME, [currentTenantId(), leadId, conversationId, key]))?.id;
  }

  private async mustFind(tx: EntityManager, wanted: NewEscalation): Promise<string> {
    const found = await this.findSame(tx, wanted);
    if (!found) throw new Error('An escalation was neither raised nor found.');
    return found;
  }

  private async hold(
    tx: EntityManager,
    statement: string,
    id: string,
    leadId: string,
    noun: string,
  ): Promise<{ turns: number }> {
    const row = await rowOf<{ turns: number }>(tx, statement, [currentTenantId(), id, leadId]);
    if (!row) throw new NotFound(noun);
    return row;
  }
}

function reasonIn({ reason }: NewEscalation): string | null {
  return cleanText(reason ?? '').slice(0, LONGEST_REASON) || null;
}

const HOLD_CALL = /* sql */ `
select 0 as turns from calls where tenant_id = $1 and id = $2 and lead_id = $3 for key share`;

const HOLD_CONVERSATION = /* sql */ `
select turn_count as turns from conversations where tenant_id = $1 and id = $2 and lead_id = $3 for no key update`;

const INSERT = /* sql */ `
insert into escalations (tenant_id, id, lead_id, conversation_id, call_id, trigger, reason, raise_key, raised_by, at_turn, raised_at,
  waiting_since, remind_at, updated_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $13, $12, $13) on conflict do nothing returning id`;

/** One that is open; $3 is since when, $4 why, where nobody has said so. */
const COUNT_FROM = /* sql */ `
update escalations set raised_at = least(raised_at, $3), reason = coalesce(reason, $4), updated_at = greatest(updated_at, $5)
where tenant_id = $1 and id = $2 and status <> 'RESOLVED' and (raised_at > $3 or (reason is null and $4::text is not null))`;

/** Under the key whatever became of it, else the open one. */
const SAME = /* sql */ `
(select id, 0 as rank from escalations where tenant_id = $1 and raise_key = $4)
union all
(select id, 1 from escalations where tenant_id = $1 and conversation_id = $3 and status <> 'RESOLVED')
union all
(select id, 2 from escalations where tenant_id = $1 and lead_id = $2 and $3::uuid is null and conversation_id is null and status <> 'RESOLVED')
order by rank limit 1`;
