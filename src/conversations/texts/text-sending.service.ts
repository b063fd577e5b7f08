import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { DisclosureLanguage } from '../../compliance/disclosure/disclosure-lines';
import { readSeller } from '../../compliance/disclosure/read-seller';
import type { ContactPurpose } from '../../compliance/rules/contact-question';
import { lockLead } from '../../leads/lock-lead';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { BadUserInput } from '../../platform/errors/domain-error';
import { TenantsService } from '../../tenants/tenants.service';
import type { TextChannel } from '../../voice/text.port';
import { contactOfLead } from './text-contact';
import { type Refused, TextDispatch, type TextOrder } from './text-dispatch.service';
import type { TextMessage } from './text-message.entity';
import { TextSenders } from './text-senders.service';
import { TextStore } from './text-store.service';
import { MAX_TEXT, textAsSent, textLanguageOf } from './text-wording';

/** A text a company wants to send to a lead. */
export interface NewText {
  readonly leadId: string;
  readonly channel: TextChannel;
  readonly body: string;
  readonly purpose: Exclude<ContactPurpose, 'OPT_OUT_CONFIRMATION'>;
  /** The conversation it answers in: it comes from the number that was written to there. */
  readonly answeredIn?: string;
  /** Of the sentences the program adds; judged by the words when left out. */
  readonly language?: DisclosureLanguage;
  /** The sender's own: the same key sends nothing again. */
  readonly requestKey?: string;
}

export type SentText =
  | { readonly kind: 'SENT'; readonly text: TextMessage }
  | { readonly kind: 'REFUSED'; readonly decision: Refused }
  | { readonly kind: 'CHANNEL_NOT_CONFIGURED' | 'COMPANY_PAUSED' };

/** How long a request waits for the carrier's answer; after that the text is shown as it stands. */
const ANSWER_MS = 4_000;

/** Texts a company sends. Each asks the calling rules and is sent at most once. */
@Injectable()
export class TextSendingService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly senders: TextSenders,
    private readonly dispatch: TextDispatch,
    private readonly store: TextStore,
    private readonly tenants: TenantsService,
  ) {}

  /**
   * Sends now or says why not; a text outside the hours is not kept for later.
   * @throws LeadNotFound, BadUserInput when nothing is said or, with what has to be added, too much, or when the key is another text's.
   */
  async send(wanted: NewText): Promise<SentText> {
    const ourNumber = await this.senders.numberFor(wanted.channel, wanted.answeredIn);
    if (!ourNumber) return { kind: 'CHANNEL_NOT_CONFIGURED' };
    if (!wanted.body.trim()) throw new BadUserInput('input.text', 'must say something.');
    if ((await this.tenants.getCurrent()).status === 'PAUSED') return { kind: 'COMPANY_PAUSED' };
    const dispatched = await this.dispatch.dispatch(this.orderOf(wanted, ourNumber));
    if (dispatched.kind === 'REFUSED') return dispatched;
    if (dispatched.kind === 'SENT_BEFORE') return { kind: 'SENT', text: theSame(dispatched.text, wanted) };
    await Promise.race([dispatched.sent, pause(ANSWER_MS, undefined, { ref: false })]);
    return { kind: 'SENT', text: await this.store.get(dispatched.text.id) };
  }

  private orderOf({ leadId, channel, purpose, body, language, requestKey }: NewText, ourNumber: string): TextOrder {
    return {
      channel,
      purpose,
      ourNumber,
      ...(requestKey ? { requestKey } : {}),
      contact: () => this.work.run(async (tx) => contactOfLead(await lockLead(tx, leadId))),
      compose: ({ phone }, moment) =>
        this.work.run(async (tx) => {
          const { name: seller } = await readSeller(tx);
          const place = await this.store.placeOf(phone, channel, moment);
          return withinLimit(textAsSent(body, { seller, language: language ?? textLanguageOf(body), ...place }));
        }),
    };
  }
}

/** A key that comes with something else to send is a mistake: nobody may think that it was sent. */
function theSame(text: TextMessage, { leadId, channel, body }: NewText): TextMessage {
  if (text.leadId === leadId && text.channel === channel && text.body.includes(body.trim())) return text;
  throw new BadUserInput('input.idempotencyKey', 'has been used for another text.');
}

function withinLimit(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  const reason = `is ${text.length - MAX_TEXT} characters too long for a text, with what has to be said beside.`;
  throw new BadUserInput('input.text', reason);
}
