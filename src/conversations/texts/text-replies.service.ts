import { Injectable, Logger } from '@nestjs/common';
import { type Seller, readSeller } from '../../compliance/disclosure/read-seller';
import { lockLead } from '../../leads/lock-lead';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { contactOfLead, contactOfPhone, type TextContact } from './text-contact';
import { TextDispatch, type TextOrder } from './text-dispatch.service';
import type { TextMessage } from './text-message.entity';
import { TextStops } from './text-stops.service';
import { TextStore } from './text-store.service';
import { helpText, optOutConfirmation, textLanguageOf } from './text-wording';

/** Thrown when an answer provably never left: whoever asked for it asks again. */
class AnswerNotSent extends Error {
  constructor() {
    super('The answer to a text never left.');
    this.name = 'AnswerNotSent';
  }
}

/**
 * The two texts the program answers by itself: a stop by one confirmation, a call for help by one line of information. Each answer is
 * sent at most once, through the gate, however often this is asked.
 */
@Injectable()
export class TextReplies {
  private readonly logger = new Logger(TextReplies.name);

  constructor(
    private readonly work: UnitOfWork,
    private readonly store: TextStore,
    private readonly stops: TextStops,
    private readonly dispatch: TextDispatch,
  ) {}

  /**
   * Acts on the command of a stored text, then answers it unless the carrier has.
   * @throws AnswerNotSent, and whatever keeps a stop from being in force everywhere.
   */
  async act(textId: string, isAnswered: boolean): Promise<void> {
    const text = await this.store.find(textId);
    if (!text?.providerId) return;
    if (text.command === 'OPT_OUT') {
      const { channel, phone: from, ourNumber: to, body, providerId: providerTextId } = text;
      await this.stops.stop({ providerTextId, channel, from, to, body, attachments: [] });
    }
    if (!isAnswered) await this.answer(text);
  }

  private async answer(text: TextMessage): Promise<void> {
    const dispatched = await this.dispatch.dispatch(this.orderOf(text));
    if (dispatched.kind === 'REFUSED') {
      this.logger.log({ textId: text.id, reason: dispatched.decision.reason }, 'a text is not answered');
    }
    if (dispatched.kind !== 'SENDING') return;
    const result = await dispatched.sent;
    if (result.kind === 'REFUSED' && (result.cause === 'NOT_SENT' || result.cause === 'RATE_LIMITED')) {
      throw new AnswerNotSent();
    }
  }

  private orderOf(text: TextMessage): TextOrder {
    const isOptOut = text.command === 'OPT_OUT';
    return {
      channel: text.channel,
      purpose: isOptOut ? 'OPT_OUT_CONFIRMATION' : 'RESPONSIVE',
      ourNumber: text.ourNumber,
      replyToId: text.id,
      contact: () => this.contactOf(text),
      compose: async () => wordsFor(text, await this.work.run((tx) => readSeller(tx))),
    };
  }

  private contactOf({ leadId, phone }: TextMessage): Promise<TextContact> {
    if (!leadId) return Promise.resolve(contactOfPhone(phone));
    return this.work.run(async (tx) => contactOfLead(await lockLead(tx, leadId)));
  }
}

function wordsFor({ command, body }: TextMessage, { name, settings }: Seller): string {
  const language = textLanguageOf(body);
  if (command === 'OPT_OUT') return optOutConfirmation(name, language);
  return helpText(name, language, settings.callbackNumber);
}
