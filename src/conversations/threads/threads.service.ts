import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Outbox } from '../../platform/events/outbox';
import type { ThreadChannel } from '../conversation-life-cycle';
import { MessageHeard } from '../conversations.events';
import { TurnsService } from '../turns.service';
import { ThreadCast } from './thread-cast.service';

/** What was said before a thread, and is answered by its first message. */
export interface ThreadOpening {
  readonly text: string;
  readonly spokenAt: Date;
}

/** What a lead wrote to us. */
export interface HeardMessage {
  readonly leadId: string;
  readonly channel: ThreadChannel;
  readonly text: string;
  /** The sender's own id of it: the same message is heard once. At most 200 characters. */
  readonly messageKey: string;
  /** The chat session it came by, where nobody vouches for its being the lead: it is heard in a thread of its own. */
  readonly unprovenSession?: string;
  /** Asked when this begins a thread: what it answers, or null. */
  readonly opening?: () => Promise<ThreadOpening | null>;
}

export interface HeardTurn {
  readonly conversationId: string;
  readonly seq: number;
  /** False when the message had been heard before. */
  readonly isNew: boolean;
}

/** Conversations in writing: one open thread per lead and channel, and one per chat session nobody vouches for. Joins an open unit of work. */
@Injectable()
export class ThreadsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly turns: TurnsService,
    private readonly cast: ThreadCast,
  ) {}

  /** Adds a message to its thread, begun if there is none open, and tells of it. @throws LeadNotFound */
  hear(message: HeardMessage): Promise<HeardTurn> {
    return this.work.run(async (tx) => {
      const { leadId, text, messageKey } = message;
      const conversationId = await this.openOf(tx, message);
      const { turn, created } = await this.turns.write({ conversationId, speaker: 'LEAD', text, messageKey });
      const { seq } = turn;
      if (created) await this.outbox.record(MessageHeard, { conversationId, leadId, seq });
      return { conversationId, seq, isNew: created };
    });
  }

  private async openOf(tx: EntityManager, message: HeardMessage): Promise<string> {
    const { leadId, channel, unprovenSession } = message;
    const open = await openThread(tx, message);
    if (open) return open;
    const speaker = await this.cast.speakerFor(leadId);
    const now = this.clock.now();
    const begun = await changedBy(
      tx,
      `insert into conversations (tenant_id, id, lead_id, channel, agent_id, agent_version, status, started_at, updated_at,
         unproven_session)
       values ($1, $2, $3, $4, $5, $6, 'ACTIVE', $7, $7, $8)
       on conflict (tenant_id, lead_id, channel, coalesce(unproven_session, '')) where call_id is null and status <> 'ENDED' do nothing`,
      [
        currentTenantId(),
        uuidv7(),
        leadId,
        channel,
        speaker?.agentId ?? null,
        speaker?.version ?? null,
        now,
        unprovenSession ?? null,
      ],
    );
    const made = await openThread(tx, message);
    if (!made) throw new Error('A thread was neither found nor begun.');
    if (begun === 1) await this.openWith(made, (await message.opening?.()) ?? null);
    return made;
  }

  /** As on a call, the opening is exchange 0 and the agent's. */
  private async openWith(conversationId: string, opening: ThreadOpening | null): Promise<void> {
    if (opening) await this.turns.record({ conversationId, exchange: 0, speaker: 'AGENT', ...opening });
  }
}

/** Held from then on: whoever ends it waits, and one that was ended meanwhile is none. */
async function openThread(
  tx: EntityManager,
  { leadId, channel, unprovenSession }: HeardMessage,
): Promise<string | undefined> {
  const row = await rowOf<{ id: string }>(
    tx,
    `select id from conversations
     where tenant_id = $1 and lead_id = $2 and channel = $3 and coalesce(unproven_session, '') = coalesce($4, '')
       and call_id is null and status <> 'ENDED'
     for no key update`,
    [currentTenantId(), leadId, channel, unprovenSession ?? null],
  );
  return row?.id;
}
