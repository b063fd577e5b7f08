import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DisclosureRecord } from '../compliance/disclosure/disclosure';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { rowOf, rowsOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { NotFound } from '../platform/errors/domain-error';
import { Outbox } from '../platform/events/outbox';
import { decodeCursor } from '../platform/graphql/cursor';
import type { PageRequest } from '../platform/graphql/page';
import { Conversation } from './conversation.entity';
import { TurnAdded } from './conversations.events';
import { decimal, Turn, type Speaker } from './turn.entity';

export interface NewTurn {
  readonly conversationId: string;
  readonly exchange: number;
  readonly speaker: Speaker;
  readonly text: string;
  readonly language?: string;
  readonly confidence?: number;
  readonly model?: string;
  readonly action?: string;
  /** What these words had to say by law, where they had to. */
  readonly disclosure?: DisclosureRecord;
}

const COLUMNS = `t.tenant_id as "tenantId", t.conversation_id as "conversationId", t.seq, t.exchange, t.speaker, t.text,
  t.language, t.confidence, t.model, t.action, t.disclosure, t.spoken_at as "spokenAt"`;

/** The transcript, turn by turn. */
@Injectable()
export class TurnsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Stores a turn, or answers the one this exchange and speaker already have.
   * @throws NotFound when the conversation is not this tenant's.
   */
  record(turn: NewTurn): Promise<{ turn: Turn; created: boolean }> {
    return this.work.run(async (tx) => {
      const conversation = await lock(tx, turn.conversationId);
      const stored = await this.find(turn.conversationId, turn.exchange, turn.speaker);
      if (stored) return { turn: stored, created: false };
      const added = await this.append(tx, turn, conversation.turnCount + 1);
      await this.outbox.record(TurnAdded, {
        conversationId: turn.conversationId,
        callId: conversation.callId,
        seq: added.seq,
      });
      return { turn: added, created: true };
    });
  }

  find(conversationId: string, exchange: number, speaker: Speaker): Promise<Turn | null> {
    const tenantId = currentTenantId();
    return this.work.run((tx) => tx.getRepository(Turn).findOneBy({ tenantId, conversationId, exchange, speaker }));
  }

  /** @throws NotFound */
  async get(conversationId: string, seq: number): Promise<Turn> {
    const tenantId = currentTenantId();
    const turn = await this.work.run((tx) => tx.getRepository(Turn).findOneBy({ tenantId, conversationId, seq }));
    if (!turn) throw new NotFound('Turn');
    return turn;
  }

  /** Everything said, in order. */
  transcript(conversationId: string): Promise<Turn[]> {
    const tenantId = currentTenantId();
    return this.work.run((tx) =>
      tx.getRepository(Turn).find({ where: { tenantId, conversationId }, order: { seq: 'ASC' } }),
    );
  }

  /** The same page of several transcripts in one statement; each list holds one turn more than asked. */
  async pages(conversationIds: readonly string[], { first, after }: PageRequest): Promise<Map<string, Turn[]>> {
    const [seq] = after ? decodeCursor(after, ['integer']) : [0];
    const rows = await this.work.run((tx) =>
      rowsOf<Turn>(
        tx,
        `select ${COLUMNS} from unnest($2::uuid[]) as wanted (id) cross join lateral (
           select * from turns where tenant_id = $1 and conversation_id = wanted.id and seq > $3 order by seq limit $4
         ) t order by t.conversation_id, t.seq`,
        [currentTenantId(), conversationIds, seq, first + 1],
      ),
    );
    const pages = new Map<string, Turn[]>(conversationIds.map((id) => [id, []]));
    for (const row of rows)
      pages.get(row.conversationId)?.push(Object.assign(new Turn(), row, { confidence: decimal.from(row.confidence) }));
    return pages;
  }

  private async append(tx: EntityManager, turn: NewTurn, seq: number): Promise<Turn> {
    const now = this.clock.now();
    const { conversationId } = turn;
    const added = tx.getRepository(Turn).create({
      tenantId: currentTenantId(),
      conversationId,
      seq,
      exchange: turn.exchange,
      speaker: turn.speaker,
      text: turn.text,
      language: turn.language ?? null,
      confidence: turn.confidence ?? null,
      model: turn.model ?? null,
      action: turn.action ?? null,
      disclosure: turn.disclosure ?? null,
      spokenAt: now,
    });
    await tx.getRepository(Turn).insert(added);
    await tx
      .getRepository(Conversation)
      .update(
        { tenantId: currentTenantId(), id: conversationId },
        { turnCount: seq, updatedAt: now, ...(turn.language ? { language: turn.language } : {}) },
      );
    return added;
  }
}

/** One writer at a time per conversation, so that `seq` has no gaps. */
async function lock(tx: EntityManager, id: string): Promise<{ turnCount: number; callId: string | null }> {
  const row = await rowOf<{ turnCount: number; callId: string | null }>(
    tx,
    'select turn_count as "turnCount", call_id as "callId" from conversations where tenant_id = $1 and id = $2 for update',
    [currentTenantId(), id],
  );
  if (!row) throw new NotFound('Conversation');
  return row;
}
