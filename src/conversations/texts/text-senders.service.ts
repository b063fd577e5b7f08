import { Injectable } from '@nestjs/common';
import { type TextChannel, TextSender } from '../../voice/text.port';
import { CompanyNumbers } from '../numbers/company-numbers.service';

/** Which number the ambient company's texts come from: its own, or the one companies share. */
@Injectable()
export class TextSenders {
  constructor(
    private readonly sender: TextSender,
    private readonly numbers: CompanyNumbers,
  ) {}

  /** E.164; null when the channel is not configured. */
  async numberFor(channel: TextChannel): Promise<string | null> {
    const shared = this.sender.numberFor(channel);
    return shared && ((await this.numbers.senderOf(channel)) ?? shared);
  }
}
