import { Injectable } from '@nestjs/common';
import { type FindOperator, In, Raw } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { cleanLine, cleanText } from '../../leads/clean-text';
import { Clock } from '../../platform/clock/clock';
import { actorReference } from '../../platform/context/actor';
import { currentActor, currentTenantId } from '../../platform/context/request-context';
import { ROW_LOCK, rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { BadUserInput, NotFound } from '../../platform/errors/domain-error';
import { Outbox } from '../../platform/events/outbox';
import { type KeysetOrder, pageBy } from '../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../platform/graphql/page';
import { MembersService } from '../../tenants/members/members.service';
import { Ticket, TICKET_MOVES, type TicketPriority, type TicketStatus } from './ticket.entity';
import { idEndOf } from './ticket-reference';
import { TicketMoved, TicketOpened } from './tickets.events';

export interface NewTicket {
  readonly leadId: string;
  readonly conversationId?: string | null;
  /** One line, 1 to 200 characters. */
  readonly subject: string;
  /** At most 10,000 characters are kept. */
  readonly description?: string | null;
  readonly priority?: TicketPriority | null;
  /** What made it: opened again under the same key it is the same one. */
  readonly key?: string;
}

/** Absent parts stay as they are; a null assignee is nobody. */
export interface TicketChanges {
  readonly status?: TicketStatus | null;
  readonly subject?: string | null;
  readonly description?: string | null;
  readonly priority?: TicketPriority | null;
  readonly assigneeId?: string | null;
}

export interface TicketCriteria {
  readonly statuses?: readonly TicketStatus[] | null;
  readonly assigneeId?: string | null;
  readonly leadId?: string | null;
  readonly conversationId?: string | null;
  /** As the person was told it. */
  readonly reference?: string | null;
}

/** A ticket cannot go from where it stands to where it was asked to. */
export interface TicketStays {
  readonly from: TicketStatus;
  readonly to: TicketStatus;
}

const ORDER: KeysetOrder<Ticket> = [
  { expression: 'ticket.openedAt', direction: 'DESC', cast: 'timestamptz', keyOf: (ticket) => ticket.openedAt },
  { expression: 'ticket.id', direction: 'DESC', cast: 'uuid', keyOf: (ticket) => ticket.id },
];

/** What people need done. */
@Injectable()
export class Tickets {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly members: MembersService,
  ) {}

  /** In the open unit of work, or one of its own. @throws NotFound when lead or conversation do not exist; BadUserInput for no subject. */
  open(wanted: NewTicket): Promise<{ ticket: Ticket; created: boolean }> {
    const subject = subjectOf(wanted.subject);
    return this.work.run(async (tx) => {
      const { leadId, conversationId = null, key = null } = wanted;
      const row = await rowOf<{ id: string }>(tx, OPEN, [
        currentTenantId(),
        uuidv7(),
        leadId,
        conversationId,
        subject,
        cleanText(wanted.description ?? '').slice(0, 10_000),
        wanted.priority ?? 'NORMAL',
        key,
        actorReference(currentActor()),
        this.clock.now(),
      ]);
      if (row) {
        await this.outbox.record(TicketOpened, { ticketId: row.id, leadId, conversationId });
        return { ticket: await this.get(row.id), created: true };
      }
      const same = key && (await tx.findOneBy(Ticket, { tenantId: currentTenantId(), openKey: key }));
      if (!same) throw new NotFound('Lead, or its conversation,');
      return { ticket: same, created: false };
    });
  }

  /** @throws NotFound for the ticket or the member; BadUserInput for an empty subject. */
  change(id: string, changes: TicketChanges): Promise<Ticket | TicketStays> {
    return this.work.run(async (tx) => {
      const key = { tenantId: currentTenantId(), id };
      const ticket = await tx.findOne(Ticket, { where: key, lock: ROW_LOCK });
      if (!ticket) throw new NotFound('Ticket');
      const { status: from } = ticket;
      const to = changes.status ?? from;
      if (to !== from && !TICKET_MOVES[from].includes(to)) return { from, to };
      if (changes.assigneeId && !(await this.members.find(changes.assigneeId))) throw new NotFound('Member');
      const now = this.clock.now();
      await tx.update(Ticket, key, { ...written(changes), ...movedTo(from, to, now), updatedAt: now });
      if (to !== from) await this.outbox.record(TicketMoved, { ticketId: id, status: to });
      return this.get(id);
    });
  }

  /** @throws NotFound */
  async get(id: string): Promise<Ticket> {
    const found = await this.work.single((tx) => tx.findOneBy(Ticket, { tenantId: currentTenantId(), id }));
    if (!found) throw new NotFound('Ticket');
    return found;
  }

  /** Latest first. @throws BadUserInput for what is no reference. */
  async list(
    request: PageRequest,
    { statuses, assigneeId, leadId, conversationId, reference }: TicketCriteria = {},
  ): Promise<Page<Ticket>> {
    const where = {
      tenantId: currentTenantId(),
      ...(statuses?.length ? { status: In([...statuses]) } : {}),
      ...(assigneeId ? { assigneeId } : {}),
      ...(leadId ? { leadId } : {}),
      ...(conversationId ? { conversationId } : {}),
      ...(reference ? { id: referredToAs(reference) } : {}),
    };
    return pageBy(this.work, (tx) => tx.createQueryBuilder(Ticket, 'ticket').where(where), ORDER, request);
  }
}

/** By the index of these digits. */
function referredToAs(reference: string): FindOperator<string> {
  const end = idEndOf(reference);
  if (end === null) throw new BadUserInput('filter.reference', 'must be eight digits such as 4F9A-02C7.');
  return Raw((id) => `right(${id}::text, 8) = :end`, { end });
}

function subjectOf(text: string): string {
  const subject = cleanLine(text).slice(0, 200).trim();
  if (subject === '') throw new BadUserInput('input.subject', 'must not be empty.');
  return subject;
}

function written({ subject, description, priority, assigneeId }: TicketChanges): Partial<Ticket> {
  return {
    ...(typeof subject === 'string' ? { subject: subjectOf(subject) } : {}),
    ...(typeof description === 'string' ? { description: cleanText(description).slice(0, 10_000) } : {}),
    ...(priority ? { priority } : {}),
    ...(assigneeId === undefined ? {} : { assigneeId }),
  };
}

/** A reopened ticket was never resolved. */
function movedTo(from: TicketStatus, to: TicketStatus, now: Date): Partial<Ticket> {
  if (to === from) return {};
  if (to === 'RESOLVED') return { status: to, resolvedAt: now };
  if (to === 'CLOSED') return { status: to, closedAt: now };
  return { status: to, resolvedAt: null, closedAt: null };
}

/** Only of a lead of this company, and of that lead's own conversation. */
const OPEN = /* sql */ `
insert into tickets (tenant_id, id, lead_id, conversation_id, subject, description, priority, open_key, opened_by, opened_at, updated_at)
select $1::uuid, $2::uuid, l.id, $4::uuid, $5::text, $6::text, $7::text, $8::text, $9::text, $10::timestamptz, $10::timestamptz
from leads l
where l.tenant_id = $1 and l.id = $3::uuid and ($4::uuid is null or exists (
  select 1 from conversations c where c.tenant_id = $1 and c.id = $4::uuid and c.lead_id = l.id))
on conflict (tenant_id, open_key) where open_key is not null do nothing returning id`;
