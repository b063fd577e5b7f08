import { Injectable } from '@nestjs/common';
import { type TextChannel, TextSender } from '../../voice/text.port';
import { CompanyNumbers } from '../numbers/company-numbers.service';
import { TextStore } from './text-store.service';

/** Which number the ambient company's texts come from: its own, or the one companies share. */
@Injectable()
export class TextSenders {
  constructor(
    private readonly sender: TextSender,
    private readonly numbers: CompanyNumbers,
    private readonly store: TextStore,
  ) {}

  /**
   * E.164; null when the channel is not configured. An answer comes from the number its thread was last written to, unless that is no
   * longer the company's: from another one it is a stranger's, and WhatsApp does not let it through.
   * @param answeredIn the conversation that is answered.
   */
  async numberFor(channel: TextChannel, answeredIn?: string): Promise<string | null> {
    const shared = this.sender.numberFor(channel);
    if (!shared) return null;
    return this.store.together(async () => {
      const writtenTo = answeredIn ? await this.store.lastWrittenTo(answeredIn, channel) : null;
      return writtenTo === shared ? shared : ((await this.numbers.senderOf(channel, writtenTo)) ?? shared);
    });
  }
}
