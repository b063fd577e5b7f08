import { Injectable } from '@nestjs/common';
import type { TextChannel } from '../../voice/text.port';
import type { Conversation } from '../conversation.entity';
import type { ThreadChannel } from '../conversation-life-cycle';
import { type SentText, TextSendingService } from '../texts/text-sending.service';
import { textLanguageOf } from '../texts/text-wording';
import type { Turn } from '../turn.entity';
import { TurnsService } from '../turns.service';

interface Utterance {
  readonly conversation: Conversation;
  readonly text: string;
  /** BCP 47. */
  readonly language?: string;
  /** The same key says nothing again. At most 200 characters. */
  readonly requestKey: string;
}

/** What the agent says to the message at `exchange`. */
export interface AgentUtterance extends Utterance {
  readonly speaker: 'AGENT';
  readonly exchange: number;
  readonly model?: string;
  readonly action?: string;
}

/** What somebody of the company says. */
export interface HumanUtterance extends Utterance {
  readonly speaker: 'HUMAN';
}

/**
 * SAID: it is in the transcript, and with the carrier where the channel has one, or may be. REFUSED: it may not be sent, or there is no
 * way to. NOT_SENT: the carrier proved that it did not take it; another key may try again.
 */
export type Delivery =
  | { readonly kind: 'SAID'; readonly turn: Turn; readonly textId: string | null }
  | { readonly kind: 'REFUSED'; readonly cause: Exclude<SentText, { kind: 'SENT' }> }
  | { readonly kind: 'NOT_SENT' };

/** A web form has no way back but the phone that came with it. */
const CARRIED: Readonly<Record<ThreadChannel, TextChannel | null>> = {
  SMS: 'SMS',
  WHATSAPP: 'WHATSAPP',
  WEB_FORM: 'SMS',
  LIVE_CHAT: null,
};

/** Says something in a thread, once: over the carrier through every gate, or to whoever follows a chat. */
@Injectable()
export class ThreadDelivery {
  constructor(
    private readonly texts: TextSendingService,
    private readonly turns: TurnsService,
  ) {}

  /** @throws Error for a conversation on the phone. */
  async deliver(utterance: AgentUtterance | HumanUtterance): Promise<Delivery> {
    const { channel } = utterance.conversation;
    if (channel === 'VOICE') throw new Error('A call is spoken, not written.');
    const carrier = CARRIED[channel];
    if (!carrier) return { kind: 'SAID', turn: await this.record(utterance), textId: null };
    const sent = await this.send(utterance, carrier);
    if (sent.kind !== 'SENT') return { kind: 'REFUSED', cause: sent };
    if (sent.text.notSent) return { kind: 'NOT_SENT' };
    return { kind: 'SAID', turn: await this.record(utterance), textId: sent.text.id };
  }

  private send({ conversation, text, requestKey }: Utterance, channel: TextChannel): Promise<SentText> {
    const language = textLanguageOf(text);
    return this.texts.send({
      leadId: conversation.leadId,
      channel,
      body: text,
      purpose: 'RESPONSIVE',
      answeredIn: conversation.id,
      language,
      requestKey,
    });
  }

  private async record(utterance: AgentUtterance | HumanUtterance): Promise<Turn> {
    const { conversation, text, language, requestKey } = utterance;
    const words = { conversationId: conversation.id, text, ...(language ? { language } : {}) };
    if (utterance.speaker === 'HUMAN') {
      return (await this.turns.write({ ...words, speaker: 'HUMAN', messageKey: requestKey })).turn;
    }
    const { exchange, model, action } = utterance;
    const beside = { ...(model ? { model } : {}), ...(action ? { action } : {}) };
    return (await this.turns.record({ ...words, ...beside, exchange, speaker: 'AGENT' })).turn;
  }
}
