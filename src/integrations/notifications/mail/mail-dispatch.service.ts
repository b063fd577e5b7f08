import { Injectable, Logger } from '@nestjs/common';
import type { MailMessage } from './mail-message.entity';
import { MailSender, type MailOutcome } from './mail-sender.port';
import { MailStore } from './mail-store.service';
import { MailWriter } from './mail-writer.service';

/** Sends one message: nobody waits for the server inside a transaction, and whoever dies leaves a lapsed lease. */
@Injectable()
export class MailDispatch {
  private readonly logger = new Logger(MailDispatch.name);

  constructor(
    private readonly store: MailStore,
    private readonly sender: MailSender,
    private readonly writer: MailWriter,
  ) {}

  /** Nothing happens when it is done, not due, or somebody else's. */
  async send(id: string): Promise<void> {
    const message = await this.store.claim(id);
    if (!message) return;
    const outcome = await this.handOver(message);
    if (outcome === null) return this.store.settle(message, 'GIVEN_UP', 'NOT_NEEDED');
    if (outcome.kind === 'SENT') return this.store.settle(message, 'SENT', null);
    if (outcome.kind === 'MISCONFIGURED')
      this.logger.error('mail is not taken as it is configured', { code: outcome.error });
    if (outcome.kind === 'REFUSED') return this.store.settle(message, 'REFUSED', outcome.error);
    return this.store.defer(message, outcome.error);
  }

  /** Null when nobody needs to be told any more. */
  private async handOver(message: MailMessage): Promise<MailOutcome | null> {
    const written = await this.writer.write(message);
    if (!written) return null;
    const messageId = `${message.id}@${domainOf(this.sender.from ?? '')}`;
    return this.sender.send({ ...written, to: message.recipient, messageId });
  }
}

function domainOf(address: string): string {
  return address.split('@')[1] ?? 'callwright.invalid';
}
