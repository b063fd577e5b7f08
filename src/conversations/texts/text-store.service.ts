import { Injectable } from '@nestjs/common';
import type { EntityManager, FindOptionsWhere } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { OptOutCommand } from '../../compliance/opt-out-words';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { ROW_LOCK, rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { NotFound } from '../../platform/errors/domain-error';
import { type KeysetOrder, pageBy } from '../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../platform/graphql/page';
import type { InboundText, TextChannel } from '../../voice/text.port';
import { TextMessage } from './text-message.entity';
import { mayMoveText } from './text-status';

/** Columns that may change while a text is on its way. */
export type TextChange = Partial<
  Pick<TextMessage, 'status' | 'providerId' | 'errorCode' | 'notSent' | 'leaseUntil' | 'reconcileAt' | 'missingSince'>
>;

/** A text about to be sent. */
export type OutgoingText = Pick<
  TextMessage,
  'id' | 'leadId' | 'phone' | 'ourNumber' | 'channel' | 'purpose' | 'subject' | 'body' | 'replyToId' | 'requestKey'
> & { readonly sentAt: Date; readonly leaseUntil: Date };

/** Where a text stands in what was texted before; what never reached the phone has told nobody anything. */
export interface TextPlace {
  /** No text of the company for a day: a conversation begins. */
  readonly isOpening: boolean;
  /** No text of the company ever. */
  readonly isFirst: boolean;
}

const CONVERSATION_MS = 24 * 60 * 60_000;

const NEWEST_FIRST: KeysetOrder<TextMessage> = [
  { expression: 'text.createdAt', direction: 'DESC', cast: 'timestamptz', keyOf: (text) => text.createdAt },
  { expression: 'text.id', direction: 'DESC', cast: 'uuid', keyOf: (text) => text.id },
];

/** Reads and writes texts; every change of one passes through `change`, which refuses to go back. Joins an open unit of work. */
@Injectable()
export class TextStore {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Everything `steps` reads and writes stands or falls together. */
  together<T>(steps: () => Promise<T>): Promise<T> {
    return this.work.run(steps);
  }

  find(id: string): Promise<TextMessage | null> {
    return this.findBy({ id });
  }

  /** @throws NotFound */
  async get(id: string): Promise<TextMessage> {
    const text = await this.find(id);
    if (!text) throw new NotFound('Text');
    return text;
  }

  findByProviderId(providerId: string): Promise<TextMessage | null> {
    return this.findBy({ providerId });
  }

  findByRequestKey(requestKey: string): Promise<TextMessage | null> {
    return this.findBy({ requestKey });
  }

  /** The program's own answer to an inbound text that left, or may have. */
  findReplyTo(replyToId: string): Promise<TextMessage | null> {
    return this.findBy({ replyToId, notSent: false });
  }

  /** Texts with one lead, newest first; empty for a lead that does not exist. */
  list(leadId: string, page: PageRequest): Promise<Page<TextMessage>> {
    return pageBy(this.work, (tx) => ofLead(tx, leadId), NEWEST_FIRST, page);
  }

  /** Runs `step` on the locked text in one unit of work; null when it is not this tenant's, or when `step` answers null. */
  withLocked<T>(id: string, step: (text: TextMessage, moment: Date) => Promise<T | null>): Promise<T | null> {
    return this.work.run(async (tx) => {
      const text = await tx.findOne(TextMessage, {
        where: { tenantId: currentTenantId(), id },
        lock: ROW_LOCK,
      });
      return text ? step(text, this.clock.now()) : null;
    });
  }

  /** Changes a locked text in place. @throws Error for a move back. */
  async change(text: TextMessage, change: TextChange): Promise<TextMessage> {
    if (change.status && change.status !== text.status && !mayMoveText(text.status, change.status))
      throw new Error(`A text cannot move from ${text.status} to ${change.status}.`);
    const updatedAt = this.clock.now();
    await this.work.single((tx) =>
      tx.update(TextMessage, { tenantId: text.tenantId, id: text.id }, { ...change, updatedAt }),
    );
    return Object.assign(text, change, { updatedAt });
  }

  async insertOutgoing(text: OutgoingText): Promise<TextMessage> {
    const made = { ...emptyText(this.clock.now()), ...text, direction: 'OUTBOUND', status: 'SENDING' } as const;
    return this.work.run(async (tx) => {
      await tx.insert(TextMessage, made);
      return tx.create(TextMessage, made);
    });
  }

  /**
   * Its id; that of the stored one, once that is committed, when the carrier delivers it again.
   * @param heardIn the thread of a lead's own words: without one they are not stored.
   */
  insertInbound(
    text: InboundText,
    command: OptOutCommand | null,
    heardIn: string | null = null,
  ): Promise<{ id: string; isNew: boolean }> {
    return this.work.run(async (tx) => {
      const stored = await rowOf<{ id: string }>(tx, STORE_INBOUND, [
        currentTenantId(),
        uuidv7(),
        text.from,
        text.to,
        text.channel,
        text.body,
        command,
        text.providerTextId,
        this.clock.now(),
        heardIn,
      ]);
      if (stored) return { id: stored.id, isNew: true };
      const earlier = await this.findByProviderId(text.providerTextId);
      if (!earlier) throw new Error('An inbound text was neither stored nor found.');
      return { id: earlier.id, isNew: false };
    });
  }

  async placeOf(phone: string, channel: TextChannel, moment: Date): Promise<TextPlace> {
    const row = await this.work.single((tx) =>
      rowOf<{ last: Date | null }>(
        tx,
        `select max(sent_at) as last from text_messages
         where tenant_id = $1 and phone = $2 and channel = $3 and direction = 'OUTBOUND' and not not_sent
           and status not in ('UNDELIVERED', 'FAILED')`,
        [currentTenantId(), phone, channel],
      ),
    );
    const last = row?.last ?? null;
    return { isFirst: last === null, isOpening: last === null || moment.getTime() - last.getTime() > CONVERSATION_MS };
  }

  /** The latest text that may have reached the person since; what confirms an opt-out begins no conversation. */
  async lastSentTo(phone: string, channel: TextChannel, since: Date): Promise<{ body: string; sentAt: Date } | null> {
    const row = await this.work.single((tx) =>
      rowOf<{ body: string; sentAt: Date }>(tx, LAST_SENT, [currentTenantId(), phone, channel, since]),
    );
    return row ?? null;
  }

  /** The number of ours that a person wrote to last in a conversation; null when none was texted there. */
  async lastWrittenTo(conversationId: string, channel: TextChannel): Promise<string | null> {
    const row = await this.work.single((tx) =>
      rowOf<{ ourNumber: string }>(tx, LAST_WRITTEN_TO, [currentTenantId(), conversationId, channel]),
    );
    return row?.ourNumber ?? null;
  }

  private findBy(where: FindOptionsWhere<TextMessage>): Promise<TextMessage | null> {
    return this.work.single((tx) => tx.findOneBy(TextMessage, { ...where, tenantId: currentTenantId() }));
  }
}

function ofLead(tx: EntityManager, leadId: string) {
  return tx
    .createQueryBuilder(TextMessage, 'text')
    .where('text.tenantId = :tenantId', { tenantId: currentTenantId() })
    .andWhere('text.leadId = :leadId', { leadId });
}

function emptyText(now: Date) {
  return {
    tenantId: currentTenantId(),
    command: null,
    provider: 'TWILIO',
    conversationId: null,
    providerId: null,
    errorCode: null,
    notSent: false,
    reconcileAt: null,
    missingSince: null,
    receivedAt: null,
    createdAt: now,
    updatedAt: now,
  };
}

const STORE_INBOUND = /* sql */ `
insert into text_messages (tenant_id, id, lead_id, phone, our_number, channel, direction, body, command, provider_id, status,
  received_at, created_at, updated_at, conversation_id)
values ($1, $2, (select id from leads where tenant_id = $1 and phone = $3), $3, $4, $5, 'INBOUND', $6, $7, $8, 'RECEIVED', $9, $9, $9, $10)
on conflict (tenant_id, provider, provider_id) where provider_id is not null do nothing
returning id`;

const LAST_SENT = /* sql */ `
select body, sent_at as "sentAt" from text_messages
where tenant_id = $1 and phone = $2 and sent_at > $4 and direction = 'OUTBOUND' and not not_sent and channel = $3
  and status not in ('UNDELIVERED', 'FAILED') and purpose <> 'OPT_OUT_CONFIRMATION'
order by sent_at desc limit 1`;

const LAST_WRITTEN_TO = /* sql */ `
select our_number as "ourNumber" from text_messages
where tenant_id = $1 and conversation_id = $2 and channel = $3 and direction = 'INBOUND'
order by received_at desc, id desc limit 1`;
