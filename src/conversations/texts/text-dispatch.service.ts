import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { DialGate, type TextDecision, type TextRequest } from '../../compliance/dial-gate.service';
import type { TextPermission } from '../../compliance/text-permission';
import { Clock } from '../../platform/clock/clock';
import { Conflict } from '../../platform/errors/domain-error';
import { type SendTextResult, type TextChannel, TextSender } from '../../voice/text.port';
import type { TextContact } from './text-contact';
import type { TextMessage } from './text-message.entity';
import { TextOutcomes } from './text-outcomes.service';
import { TextStore } from './text-store.service';
import { textOnTheWire } from './text-wording';

/** A text somebody wants sent. */
export interface TextOrder {
  readonly channel: TextChannel;
  readonly purpose: TextRequest['purpose'];
  readonly ourNumber: string;
  readonly replyToId?: string;
  readonly requestKey?: string;
  readonly conditions?: TextRequest['conditions'];
  /** Read, and held, inside the transaction that decides. */
  readonly contact: () => Promise<TextContact>;
  /** The words, composed inside the transaction that decides. */
  readonly compose: (contact: TextContact, moment: Date) => Promise<string>;
}

export type Refused = Exclude<TextDecision, { verdict: 'ALLOW' } | { verdict: 'LATER' }>;

/** A text that is being sent, or was: by this order, or by an earlier one of the same key. */
export type Dispatched =
  | { readonly kind: 'SENDING'; readonly text: TextMessage; readonly sent: Promise<SendTextResult> }
  | { readonly kind: 'SENT_BEFORE'; readonly text: TextMessage }
  | { readonly kind: 'REFUSED'; readonly decision: Refused };

type Taken =
  | { readonly kind: 'LATER' }
  | { readonly kind: 'TAKEN'; readonly text: TextMessage; readonly permission: TextPermission }
  | Exclude<Dispatched, { kind: 'SENDING' }>;

/** How long the carrier may be silent before the sweep looks after a text. */
const LEASE_MS = 30_000;
/** While leave to contact a number is being taken away nothing is decided; that is a matter of milliseconds. */
const LATER_MS = 100;
const LATER_TRIES = 10;

/**
 * Sends one text, once: the gate decides and the text is stored in one transaction, and only after its commit is the carrier asked,
 * behind the fence of the permission. An answer that never comes leaves the text UNKNOWN; nothing here asks twice.
 */
@Injectable()
export class TextDispatch {
  constructor(
    private readonly store: TextStore,
    private readonly clock: Clock,
    private readonly gate: DialGate,
    private readonly sender: TextSender,
    private readonly outcomes: TextOutcomes,
  ) {}

  /**
   * Resolves when the text is stored and on its way; `sent` when the carrier's answer is stored as well, and never rejects.
   * @throws Conflict when somebody goes on taking leave away from the number.
   */
  async dispatch(order: TextOrder): Promise<Dispatched> {
    for (let tries = 1; ; tries += 1) {
      const taken = await this.take(order);
      if (taken.kind === 'TAKEN') return { kind: 'SENDING', text: taken.text, sent: this.send(taken) };
      if (taken.kind !== 'LATER') return taken;
      if (tries === LATER_TRIES) throw new Conflict('What this person agrees to is being changed; try again.');
      await pause(LATER_MS);
    }
  }

  private take(order: TextOrder): Promise<Taken> {
    return this.store.together(async () => {
      const contact = await order.contact();
      const earlier = await this.earlier(order);
      if (earlier) return { kind: 'SENT_BEFORE', text: earlier };
      const [moment, textId] = [this.clock.now(), uuidv7()];
      const { channel, purpose, ourNumber, conditions = [] } = order;
      const decision = await this.gate.decideText({
        ...contact,
        callerId: ourNumber,
        channel,
        purpose,
        conditions,
        moment,
        textId,
      });
      if (decision.verdict === 'LATER') return { kind: 'LATER' };
      if (decision.verdict !== 'ALLOW') return { kind: 'REFUSED', decision };
      const text = await this.store.insertOutgoing({
        id: textId,
        leadId: contact.leadId,
        phone: contact.phone,
        ourNumber,
        channel,
        purpose: decision.purpose,
        subject: contact.subject,
        body: await order.compose(contact, moment),
        replyToId: order.replyToId ?? null,
        requestKey: order.requestKey ?? null,
        sentAt: moment,
        leaseUntil: new Date(moment.getTime() + LEASE_MS),
      });
      return { kind: 'TAKEN', text, permission: decision.permission };
    });
  }

  private async earlier({ replyToId, requestKey }: TextOrder): Promise<TextMessage | null> {
    if (replyToId) return this.store.findReplyTo(replyToId);
    return requestKey ? this.store.findByRequestKey(requestKey) : null;
  }

  private async send({ text, permission }: Extract<Taken, { kind: 'TAKEN' }>): Promise<SendTextResult> {
    const result = await this.ask(text, permission).finally(() => permission.release());
    await this.outcomes.settle(text.id, result);
    return result;
  }

  private async ask(text: TextMessage, permission: TextPermission): Promise<SendTextResult> {
    if (!permission.mayLeave()) return { kind: 'REFUSED', cause: 'NOT_SENT' };
    const { id: textId, tenantId, channel, phone: to, ourNumber: from, body } = text;
    return this.sender.send({ textId, tenantId, channel, to, from, body: textOnTheWire(body) }, permission);
  }
}
