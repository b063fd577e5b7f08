import { Injectable, Logger } from '@nestjs/common';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { InvalidInput } from '../../platform/http/invalid-input';
import type { InboundText } from '../../voice/text.port';
import { ThreadWriters } from '../threads/thread-writers.service';
import { CompanyNumbers } from '../numbers/company-numbers.service';

/** Who texts to the ambient company. */
@Injectable()
export class TextAuthors {
  private readonly logger = new Logger(TextAuthors.name);

  constructor(
    private readonly work: UnitOfWork,
    private readonly writers: ThreadWriters,
    private readonly numbers: CompanyNumbers,
  ) {}

  /** The person's lead, made when there is none; null for a number that cannot be a lead's. Joins the open unit of work. */
  async leadOf(text: InboundText): Promise<string | null> {
    return (await this.find(text.from)) ?? this.receive(text);
  }

  private async find(phone: string): Promise<string | undefined> {
    const row = await this.work.single((tx) =>
      rowOf<{ id: string }>(tx, 'select id from leads where tenant_id = $1 and phone = $2', [currentTenantId(), phone]),
    );
    return row?.id;
  }

  /** That they wrote is all they agree to: to be answered. */
  private async receive({ from, to, channel, senderName }: InboundText): Promise<string | null> {
    const number = await this.numbers.find(channel, to);
    const person = { phone: from, source: channel, projectId: number?.projectId ?? null, name: senderName ?? null };
    try {
      return (await this.writers.receive(person, { channel })).lead.id;
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      this.logger.warn({ channel }, 'a text came from a number that its numbering plan does not have');
      return null;
    }
  }
}
