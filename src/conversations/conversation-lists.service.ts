import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { currentTenantId } from '../platform/context/request-context';
import { rowsOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { decodeCursor } from '../platform/graphql/cursor';
import { keysBy, type KeysetOrder, pageBy } from '../platform/graphql/keyset';
import type { Page, PageRequest } from '../platform/graphql/page';
import { Conversation } from './conversation.entity';
import type { ConversationStatus } from './conversation-life-cycle';

export interface ConversationCriteria {
  readonly leadId?: string | null;
  readonly status?: ConversationStatus | null;
}

/** Latest first. */
const ORDER: KeysetOrder<Conversation> = [
  {
    expression: 'conversation.startedAt',
    direction: 'DESC',
    cast: 'timestamptz',
    keyOf: (conversation) => conversation.startedAt,
  },
  { expression: 'conversation.id', direction: 'DESC', cast: 'uuid', keyOf: (conversation) => conversation.id },
];

/** Lists of conversations, latest first. */
@Injectable()
export class ConversationLists {
  constructor(private readonly work: UnitOfWork) {}

  async page(request: PageRequest, criteria: ConversationCriteria = {}): Promise<Page<Conversation>> {
    const where = { tenantId: currentTenantId(), ...chosen(criteria) };
    return pageBy(this.work, (tx) => tx.createQueryBuilder(Conversation, 'conversation').where(where), ORDER, request);
  }

  /** The same page of several leads' conversations; each list holds one more than asked. */
  async pagesByLead(leadIds: readonly string[], { first, after }: PageRequest): Promise<Map<string, Conversation[]>> {
    const [startedAt, id] = after ? decodeCursor(after, ['timestamptz', 'uuid']) : [null, null];
    const tenantId = currentTenantId();
    const found = await this.work.run(async (tx) => {
      const rows = await rowsOf<{ id: string }>(
        tx,
        `select c.id from unnest($2::uuid[]) as wanted (id) cross join lateral (
           select id, started_at from conversations where tenant_id = $1 and lead_id = wanted.id
             and ($3::timestamptz is null or (started_at, id) < ($3, $4::uuid))
           order by started_at desc, id desc limit $5
         ) c`,
        [tenantId, leadIds, startedAt, id, first + 1],
      );
      return tx.getRepository(Conversation).find({
        where: { tenantId, id: In(rows.map((row) => row.id)) },
        order: { startedAt: 'DESC', id: 'DESC' },
      });
    });
    const pages = new Map<string, Conversation[]>(leadIds.map((leadId) => [leadId, []]));
    for (const conversation of found) pages.get(conversation.leadId)?.push(conversation);
    return pages;
  }

  async countsByLead(leadIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.work.single((tx) =>
      rowsOf<{ leadId: string; count: number }>(
        tx,
        `select lead_id as "leadId", count(*)::int as count from conversations
         where tenant_id = $1 and lead_id = any($2::uuid[]) group by lead_id`,
        [currentTenantId(), leadIds],
      ),
    );
    return new Map(rows.map(({ leadId, count }) => [leadId, count]));
  }
}

/** Sort keys of a conversation in these lists. */
export const positionOf = keysBy(ORDER);

function chosen({ leadId, status }: ConversationCriteria): { leadId?: string; status?: ConversationStatus } {
  return { ...(leadId ? { leadId } : {}), ...(status ? { status } : {}) };
}
