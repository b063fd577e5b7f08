import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { changedBy, rowOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { NotFound } from '../platform/errors/domain-error';
import { Outbox } from '../platform/events/outbox';
import { Conversation } from './conversation.entity';
import { ConversationEnded } from './conversations.events';
import { AWAITS_ANSWER } from './threads/awaits-answer';
import type { Turn } from './turn.entity';
import { TurnsService } from './turns.service';

export interface NewConversation {
  readonly callId: string;
  readonly leadId: string;
  readonly agentId: string;
  readonly agentVersion: number;
  /** BCP 47 tag of the language it opens in. */
  readonly language: string;
}

export interface ConversationEnding {
  readonly at: Date;
  readonly campaignId?: string;
  readonly rubricId?: string;
  /** False when the outcome is known without reading the transcript, as with a machine; nobody is told then. Default true. */
  readonly assess?: boolean;
}

/** Conversations, begun and ended. Every method joins an open unit of work. */
@Injectable()
export class ConversationsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly turns: TurnsService,
  ) {}

  /** The conversation of a call, begun if it has none yet. */
  openForCall(opening: NewConversation): Promise<Conversation> {
    return this.work.run(async (tx) => {
      const now = this.clock.now();
      await changedBy(
        tx,
        `insert into conversations (tenant_id, id, lead_id, call_id, channel, agent_id, agent_version, status, language,
           started_at, updated_at)
         values ($1, $2, $3, $4, 'VOICE', $5, $6, 'ACTIVE', $7, $8, $8)
         on conflict (tenant_id, call_id) where call_id is not null do nothing`,
        [
          currentTenantId(),
          uuidv7(),
          opening.leadId,
          opening.callId,
          opening.agentId,
          opening.agentVersion,
          opening.language,
          now,
        ],
      );
      const conversation = await this.findByCall(opening.callId);
      if (!conversation) throw new NotFound('Conversation');
      return conversation;
    });
  }

  find(id: string): Promise<Conversation | null> {
    return this.work.single((tx) => tx.getRepository(Conversation).findOneBy({ tenantId: currentTenantId(), id }));
  }

  /** @throws NotFound */
  async get(id: string): Promise<Conversation> {
    const conversation = await this.find(id);
    if (!conversation) throw new NotFound('Conversation');
    return conversation;
  }

  findByCall(callId: string): Promise<Conversation | null> {
    return this.work.single((tx) => tx.getRepository(Conversation).findOneBy({ tenantId: currentTenantId(), callId }));
  }

  /** By call id; calls nobody picked up have none. */
  async getManyByCall(callIds: readonly string[]): Promise<Map<string, Conversation>> {
    const found = await this.work.single((tx) =>
      tx.getRepository(Conversation).findBy({ tenantId: currentTenantId(), callId: In([...callIds]) }),
    );
    return new Map(found.flatMap((conversation) => (conversation.callId ? [[conversation.callId, conversation]] : [])));
  }

  /** Everything said, in order. */
  transcript(conversationId: string): Promise<Turn[]> {
    return this.turns.transcript(conversationId);
  }

  /** Place of what the lead said or wrote last; 0 when it has said nothing. One look at an index. */
  lastHeard(id: string): Promise<number> {
    return this.turns.lastOf(id, 'LEAD');
  }

  /** Gives it to a person: the agent is silent from now on. False when it is not the agent's. */
  escalate(id: string): Promise<boolean> {
    return this.move(id, 'ACTIVE', 'ESCALATED');
  }

  /** Gives it back to the agent; what was decided in it so far is settled. False when no person has it. */
  handBack(id: string): Promise<boolean> {
    return this.move(id, 'ESCALATED', 'ACTIVE');
  }

  /** Ends a conversation and says so; ending it again does nothing. */
  end(id: string, { at, campaignId, rubricId, assess = true }: ConversationEnding): Promise<void> {
    return this.work.run(async (tx) => {
      const ended = await close(tx, id, at);
      if (!ended?.callId || !assess) return;
      await this.outbox.record(ConversationEnded, {
        conversationId: id,
        callId: ended.callId,
        leadId: ended.leadId,
        ...(campaignId ? { campaignId } : {}),
        ...(rubricId ? { rubricId } : {}),
        endedAt: at.toISOString(),
        leadTurns: ended.leadTurns,
      });
    });
  }

  /** Ends a thread of the agent's in which nobody has written since; false when somebody has, waits for an answer, or a person has it. */
  endQuiet(id: string, since: Date, at: Date): Promise<boolean> {
    return this.work.run(async (tx) => {
      const ended = await changedBy(
        tx,
        `update conversations set status = 'ENDED', ended_at = $4, updated_at = $4
         where tenant_id = $1 and id = $2 and call_id is null and status = 'ACTIVE' and updated_at < $3
           and not ${AWAITS_ANSWER}`,
        [currentTenantId(), id, since, at],
      );
      return ended === 1;
    });
  }

  private move(id: string, from: 'ACTIVE' | 'ESCALATED', to: 'ACTIVE' | 'ESCALATED'): Promise<boolean> {
    return this.work.run(async (tx) => {
      const now = this.clock.now();
      const escalatedAt = to === 'ESCALATED' ? now : null;
      const settled = to === 'ACTIVE' ? { handedBackTurn: () => 'turn_count' } : {};
      const changes = { status: to, escalatedAt, updatedAt: now, ...settled };
      const { affected } = await tx.update(Conversation, { tenantId: currentTenantId(), id, status: from }, changes);
      return affected === 1;
    });
  }
}

interface EndedRow {
  readonly callId: string | null;
  readonly leadId: string;
  readonly leadTurns: number;
}

/** Undefined when it had ended before. */
function close(tx: EntityManager, id: string, at: Date): Promise<EndedRow | undefined> {
  return rowOf<EndedRow>(
    tx,
    `update conversations c set status = 'ENDED', ended_at = $3, updated_at = $3, escalated_at = null
     where c.tenant_id = $1 and c.id = $2 and c.status <> 'ENDED'
     returning c.call_id as "callId", c.lead_id as "leadId", (select count(*)::int from turns t
       where t.tenant_id = c.tenant_id and t.conversation_id = c.id and t.speaker = 'LEAD') as "leadTurns"`,
    [currentTenantId(), id, at],
  );
}
