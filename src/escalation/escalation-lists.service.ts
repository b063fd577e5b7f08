import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { currentTenantId } from '../platform/context/request-context';
import { rowOf, rowsOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { NotFound } from '../platform/errors/domain-error';
import { decodeCursor } from '../platform/graphql/cursor';
import { keysBy, type KeysetOrder, pageBy } from '../platform/graphql/keyset';
import type { Page, PageRequest } from '../platform/graphql/page';
import { Escalation } from './escalation.entity';
import type { EscalationStatus } from './escalation-life-cycle';

export interface EscalationCriteria {
  readonly statuses?: readonly EscalationStatus[] | null;
  readonly assigneeId?: string | null;
  readonly leadId?: string | null;
}

/** Latest first. */
const ORDER: KeysetOrder<Escalation> = [
  { expression: 'escalation.raisedAt', direction: 'DESC', cast: 'timestamptz', keyOf: (row) => row.raisedAt },
  { expression: 'escalation.id', direction: 'DESC', cast: 'uuid', keyOf: (row) => row.id },
];

/** Sort keys of an escalation in these lists. */
export const positionOf = keysBy(ORDER);

/** Finds escalations. */
@Injectable()
export class EscalationLists {
  constructor(private readonly work: UnitOfWork) {}

  /** @throws NotFound */
  async get(id: string): Promise<Escalation> {
    const found = await this.work.single((tx) => tx.findOneBy(Escalation, { tenantId: currentTenantId(), id }));
    if (!found) throw new NotFound('Escalation');
    return found;
  }

  /** Latest first. */
  page(request: PageRequest, { statuses, assigneeId, leadId }: EscalationCriteria = {}): Promise<Page<Escalation>> {
    const where = {
      tenantId: currentTenantId(),
      ...(statuses?.length ? { status: In([...statuses]) } : {}),
      ...(assigneeId ? { assigneeId } : {}),
      ...(leadId ? { leadId } : {}),
    };
    return pageBy(this.work, (tx) => tx.createQueryBuilder(Escalation, 'escalation').where(where), ORDER, request);
  }

  /** The open one of each conversation, which may count from before others, else the latest; conversations without one are absent. */
  async currentOfConversations(conversationIds: readonly string[]): Promise<Map<string, Escalation>> {
    const found = await this.work.run(async (tx) => {
      const latest = await rowsOf<{ id: string }>(tx, CURRENT_OF_CONVERSATIONS, [currentTenantId(), conversationIds]);
      return tx.findBy(Escalation, { tenantId: currentTenantId(), id: In(latest.map(({ id }) => id)) });
    });
    return new Map(found.flatMap((row) => (row.conversationId ? [[row.conversationId, row]] : [])));
  }

  /** The same page of several leads' escalations; each list holds one more than asked. */
  async pagesByLead(leadIds: readonly string[], { first, after }: PageRequest): Promise<Map<string, Escalation[]>> {
    const [raisedAt, id] = after ? decodeCursor(after, ['timestamptz', 'uuid']) : [null, null];
    const tenantId = currentTenantId();
    const found = await this.work.run(async (tx) => {
      const rows = await rowsOf<{ id: string }>(tx, PAGES, [tenantId, leadIds, raisedAt, id, first + 1]);
      const ids = In(rows.map((row) => row.id));
      return tx.find(Escalation, { where: { tenantId, id: ids }, order: { raisedAt: 'DESC', id: 'DESC' } });
    });
    const pages = new Map<string, Escalation[]>(leadIds.map((leadId) => [leadId, []]));
    for (const row of found) pages.get(row.leadId)?.push(row);
    return pages;
  }

  async countsByLead(leadIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.work.single((tx) =>
      rowsOf<{ leadId: string; count: number }>(tx, COUNTS, [currentTenantId(), leadIds]),
    );
    return new Map(rows.map(({ leadId, count }) => [leadId, count]));
  }

  /** Until when people have had a lead, on any channel: the moment asked about while they do; null when they never had. */
  async lastWithPeople(leadId: string, moment: Date): Promise<Date | null> {
    const row = await this.work.single((tx) =>
      rowOf<{ until: Date | null }>(tx, WITH_PEOPLE, [currentTenantId(), leadId, moment]),
    );
    return row?.until ?? null;
  }

  /** Whether people have the call or its conversation, or had it at a moment or later; at any time where the moment is null. */
  async hadPeopleSince(
    { callId, conversationId }: { readonly callId: string; readonly conversationId: string | null },
    moment: Date | null,
  ): Promise<boolean> {
    const key = [currentTenantId(), callId, conversationId, moment];
    return (await this.work.single((tx) => rowsOf(tx, OF_CALL, key))).length > 0;
  }
}

const CURRENT_OF_CONVERSATIONS = /* sql */ `
select e.id from unnest($2::uuid[]) as wanted (id) cross join lateral (
  select id from escalations where tenant_id = $1 and conversation_id = wanted.id
  order by status = 'RESOLVED', raised_at desc, id desc limit 1
) e`;

const PAGES = /* sql */ `
select e.id from unnest($2::uuid[]) as wanted (id) cross join lateral (
  select id from escalations where tenant_id = $1 and lead_id = wanted.id
    and ($3::timestamptz is null or (raised_at, id) < ($3, $4::uuid))
  order by raised_at desc, id desc limit $5
) e`;

const COUNTS = /* sql */ `
select lead_id as "leadId", count(*)::int as count from escalations
where tenant_id = $1 and lead_id = any($2::uuid[]) group by lead_id`;

const WITH_PEOPLE = /* sql */ `
select max(case when status = 'RESOLVED' then coalesce(handed_back_at, resolved_at) else $3 end) as until from escalations
where tenant_id = $1 and lead_id = $2`;

const OPEN_OR_SINCE = `(status <> 'RESOLVED' or $4::timestamptz is null or resolved_at >= $4)`;

const OF_CALL = /* sql */ `
(select 1 from escalations where tenant_id = $1 and call_id = $2 and ${OPEN_OR_SINCE} limit 1)
union all
(select 1 from escalations where tenant_id = $1 and conversation_id = $3 and ${OPEN_OR_SINCE} limit 1)`;
