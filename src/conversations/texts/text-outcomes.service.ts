import { Injectable, Logger } from '@nestjs/common';
import { OptOuts } from '../../compliance/opt-outs.service';
import { AppConfig } from '../../platform/config/config';
import { Outbox } from '../../platform/events/outbox';
import type { CarrierTextStatus, SendTextResult, TextNews } from '../../voice/text.port';
import { TOLD_CARRIER } from './text-stops.service';
import type { TextMessage } from './text-message.entity';
import { mayMoveText } from './text-status';
import { TextStore } from './text-store.service';
import { TextCommandReceived, TextNeverSent, TextStoppedByCarrier, TextUndelivered } from './texts.events';

/** Writes down what became of texts: by the carrier's answer, by its news, or by its list. Whatever comes, a text only goes forward. */
@Injectable()
export class TextOutcomes {
  private readonly logger = new Logger(TextOutcomes.name);

  constructor(
    private readonly store: TextStore,
    private readonly optOuts: OptOuts,
    private readonly outbox: Outbox,
    private readonly config: AppConfig,
  ) {}

  /** The carrier's answer to our request. Never rejects: what cannot be stored the sweep finds out later. */
  async settle(textId: string, result: SendTextResult): Promise<void> {
    try {
      await this.store.withLocked(textId, (text, moment) => this.answered(text, result, moment));
    } catch (error) {
      this.logger.warn('the answer to a text waits for the sweep', { textId }, error);
    }
  }

  /** What the carrier tells or shows of a text; news of another carrier text are left alone. */
  async hear(textId: string, news: TextNews): Promise<void> {
    await this.store.withLocked(textId, (text) => this.apply(text, news));
  }

  /** A text nobody answered for: only the carrier's list, after a settling time, may decide. */
  async suspend(text: TextMessage, moment: Date): Promise<null> {
    const reconcileAt = new Date(moment.getTime() + this.config.dialing.settleMs);
    await this.store.change(text, { status: 'UNKNOWN', leaseUntil: null, reconcileAt });
    return null;
  }

  /** Proved that it never left: it counts as no attempt, and an answer the program owes is owed still. */
  async neverSent(text: TextMessage, errorCode: string | null = null): Promise<null> {
    const { id: textId, requestKey } = text;
    await this.store.change(text, { status: 'FAILED', notSent: true, errorCode, leaseUntil: null, reconcileAt: null });
    if (requestKey) await this.outbox.record(TextNeverSent, { textId, requestKey });
    return null;
  }

  /** Asks again for the answer that `text` was meant to be; the gate judges whether it is still in time. */
  async oweAgain({ replyToId }: TextMessage): Promise<void> {
    if (replyToId) await this.outbox.record(TextCommandReceived, { textId: replyToId });
  }

  async apply(text: TextMessage, { providerTextId, status, errorCode, isOptedOut }: TextNews): Promise<null> {
    if (text.direction !== 'OUTBOUND' || (text.providerId && text.providerId !== providerTextId)) return null;
    const moves = status !== undefined && mayMoveText(text.status, status);
    await this.store.change(text, {
      providerId: providerTextId,
      ...(moves ? { status, leaseUntil: null, reconcileAt: null } : {}),
      // What the carrier has an id for did reach it, whatever its list showed; an answer may have been given anew since.
      ...(text.notSent && text.replyToId === null ? { notSent: false } : {}),
      ...(errorCode ? { errorCode } : {}),
    });
    if (isOptedOut) await this.optOut(text);
    else if (moves && isLost(status)) await this.lost(text);
    return null;
  }

  /** The carrier took it and did not get it to the person: whoever asked for it counted it as sent. */
  private async lost({ id: textId, requestKey }: TextMessage): Promise<void> {
    if (requestKey) await this.outbox.record(TextUndelivered, { textId, requestKey });
  }

  private async answered(text: TextMessage, result: SendTextResult, moment: Date): Promise<null> {
    if (result.kind === 'ACCEPTED') {
      return this.apply(text, { providerTextId: result.providerTextId, status: 'ACCEPTED', isOptedOut: false });
    }
    // A callback has told more than this answer does.
    if (text.status !== 'SENDING' || text.providerId) return null;
    if (result.kind === 'UNKNOWN') return this.suspend(text, moment);
    const errorCode = result.code ?? result.cause;
    if (result.cause !== 'OPTED_OUT') return this.neverSent(text, errorCode);
    await this.optOut(text);
    // An answer to somebody the carrier has stopped, and told so, itself is owed no longer.
    if (text.replyToId) await this.store.change(text, { status: 'FAILED', errorCode, leaseUntil: null });
    else await this.neverSent(text, errorCode);
    return null;
  }

  /** The person told the carrier itself to stop: that counts everywhere (Twilio error 21610). */
  private async optOut({ id: textId, phone, leadId, channel }: TextMessage): Promise<void> {
    await this.optOuts.optOut({ phone, leadId, method: channel, evidence: { reason: TOLD_CARRIER } });
    // The companies that share the number follow in their own transactions.
    await this.outbox.record(TextStoppedByCarrier, { textId });
  }
}

function isLost(status: CarrierTextStatus): boolean {
  return status === 'UNDELIVERED' || status === 'FAILED';
}
