import { Injectable } from '@nestjs/common';
import type { OptOutCommand } from '../../compliance/opt-out-words';
import { Clock } from '../../platform/clock/clock';
import { Outbox } from '../../platform/events/outbox';
import type { InboundText } from '../../voice/text.port';
import { ThreadsService } from '../threads/threads.service';
import { heardWords } from './heard-words';
import { TextAuthors } from './text-authors.service';
import { TextStore } from './text-store.service';
import { TextCommandReceived } from './texts.events';

/** A text of ours that a reply within this answers. */
const OPENING_MS = 7 * 24 * 60 * 60_000;

/** Stores what a person texts to the ambient company, and hears it in their thread: both or neither. */
@Injectable()
export class TextHearing {
  constructor(
    private readonly store: TextStore,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly people: TextAuthors,
    private readonly threads: ThreadsService,
  ) {}

  /** Once however often it is delivered. A command is for the program, not for a conversation: nobody is made a lead by it. */
  keep(text: InboundText, command: OptOutCommand | null): Promise<void> {
    return this.store.together(async () => {
      if (await this.store.findByProviderId(text.providerTextId)) return;
      const heardIn = command ? null : await this.hear(text);
      const { id, isNew } = await this.store.insertInbound(text, command, heardIn);
      if (isNew && (command === 'OPT_OUT' || command === 'HELP')) {
        await this.outbox.record(TextCommandReceived, { textId: id, isAnswered: text.handledAs !== undefined });
      }
    });
  }

  /** Null for a number that cannot be a lead's. */
  private async hear(text: InboundText): Promise<string | null> {
    const leadId = await this.people.leadOf(text);
    if (!leadId) return null;
    const { channel, from, providerTextId: messageKey } = text;
    const heard = await this.threads.hear({
      leadId,
      channel,
      text: heardWords(text),
      messageKey,
      opening: async () => {
        const since = new Date(this.clock.now().getTime() - OPENING_MS);
        const sent = await this.store.lastSentTo(from, channel, since);
        return sent && { text: sent.body, spokenAt: sent.sentAt };
      },
    });
    return heard.conversationId;
  }
}
