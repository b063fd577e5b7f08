import { Injectable } from '@nestjs/common';
import { type EntityManager, MoreThan, Not } from 'typeorm';
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
  /** The sender's own id of a written message. */
  readonly messageKey?: string;
  /** When it was said; now when left out. */
  readonly spokenAt?: Date;
}

/** A turn that is its own exchange. */
export type WrittenTurn = Omit<NewTurn, 'exchange' | 'messageKey'> & { readonly messageKey: string };

const COLUMNS = `t.tenant_id as "tenantId", t.conversation_id as "conversationId", t.seq, t.exchange, t.speaker, t.text,
  t.language, t.confidence, t.model, t.action, t.disclosure, t.message_key as "messageKey", t.spoken_at as "spokenAt"`;

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
      return { turn: await this.append(tx, turn, conversation), created: true };
    });
  }

  /**
   * Stores a message somebody wrote, or answers the one of the same key.
   * @throws NotFound when the conversation is not this tenant's.
   */
  write(turn: WrittenTurn): Promise<{ turn: Turn; created: boolean }> {
    return this.work.run(async (tx) => {
      const conversation = await lock(tx, turn.conversationId);
      const { conversationId, messageKey } = turn;
      const stored = await tx.findOneBy(Turn, { tenantId: currentTenantId(), conversationId, messageKey });
      if (stored) return { turn: stored, created: false };
      const exchange = conversation.turnCount + 1;
      return { turn: await this.append(tx, { ...turn, exchange }, conversation), created: true };
    });
  }

  find(conversationId: string, exchange: number, speaker: Speaker): Promise<Turn | null> {
    const tenantId = currentTenantId();
    return this.work.single((tx) => tx.getRepository(Turn).findOneBy({ tenantId, conversationId, exchange, speaker }));
  }

  /** @throws NotFound */
  async get(conversationId: string, seq: number): Promise<Turn> {
    const tenantId = currentTenantId();
    const turn = await this.work.single((tx) => tx.getRepository(Turn).findOneBy({ tenantId, conversationId, seq }));
    if (!turn) throw new NotFound('Turn');
    return turn;
  }

  /** What the company said after a place, in order, at most `limit`. */
  saidByUs(conversationId: string, after: number, limit: number): Promise<Turn[]> {
    const where = { tenantId: currentTenantId(), conversationId, seq: MoreThan(after), speaker: Not('LEAD' as const) };
    return this.work.single((tx) => tx.getRepository(Turn).find({ where, order: { seq: 'ASC' }, take: limit }));
  }

  /** What was said after a place, in order, at most `limit`. */
  after(conversationId: string, seq: number, limit: number): Promise<Turn[]> {
    const where = { tenantId: currentTenantId(), conversationId, seq: MoreThan(seq) };
    return this.work.single((tx) => tx.getRepository(Turn).find({ where, order: { seq: 'ASC' }, take: limit }));
  }

  /** Place of the last turn of a speaker; 0 when there is none. */
  async lastOf(conversationId: string, speaker: Speaker): Promise<number> {
    const row = await this.work.single((tx) =>
      rowOf<{ seq: number }>(
        tx,
        `select seq from turns where tenant_id = $1 and conversation_id = $2 and speaker = $3 order by seq desc limit 1`,
        [currentTenantId(), conversationId, speaker],
      ),
    );
    return row?.seq ?? 0;
  }

  /** Everything said, in order. */
  transcript(conversationId: string): Promise<Turn[]> {
    const tenantId = currentTenantId();
    return this.work.single((tx) =>
      tx.getRepository(Turn).find({ where: { tenantId, conversationId }, order: { seq: 'ASC' } }),
    );
  }

  /** The same page of several transcripts in one statement; each list holds one turn more than asked. */
  async pages(conversationIds: readonly string[], { first, after }: PageRequest): Promise<Map<string, Turn[]>> {
    const [seq] = after ? decodeCursor(after, ['integer']) : [0];
    const rows = await this.work.single((tx) =>
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

  private async append(tx: EntityManager, turn: NewTurn, { turnCount, callId }: Locked): Promise<Turn> {
    const [now, seq] = [this.clock.now(), turnCount + 1];
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
      messageKey: turn.messageKey ?? null,
      spokenAt: turn.spokenAt ?? now,
    });
    await tx.getRepository(Turn).insert(added);
    await tx.getRepository(Conversation).update(
      { tenantId: currentTenantId(), id: conversationId },
      {
        turnCount: seq,
        updatedAt: now,
        ...(turn.language ? { language: turn.language } : {}),
        ...(isWrittenByLead(added) ? { lastHeardAt: added.spokenAt } : {}),
      },
    );
    await this.outbox.record(TurnAdded, { conversationId, callId, seq });
    return added;
  }
}

/** What is spoken on a call keeps nobody from being called. */
function isWrittenByLead({ speaker, messageKey }: Turn): boolean {
  return speaker === 'LEAD' && messageKey !== null;
}

interface Locked {
  readonly turnCount: number;
  readonly callId: string | null;
}

/** One writer at a time per conversation, so that `seq` has no gaps. */
async function lock(tx: EntityManager, id: string): Promise<Locked> {
  const row = await rowOf<Locked>(
    tx,
    'select turn_count as "turnCount", call_id as "callId" from conversations where tenant_id = $1 and id = $2 for no key update',
    [currentTenantId(), id],
  );
  if (!row) throw new NotFound('Conversation');
  return row;
}
