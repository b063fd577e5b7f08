import { Injectable } from '@nestjs/common';
import { optOutCommandOf } from '../compliance/opt-out-words';
import { OptOuts } from '../compliance/opt-outs.service';
import { ThreadWriters } from '../conversations/threads/thread-writers.service';
import { ThreadsService } from '../conversations/threads/threads.service';
import type { Lead } from '../leads/lead.entity';
import { LeadsService } from '../leads/leads.service';
import type { NewLead } from '../leads/new-lead';

/** True for a message of a form that asks for no more contact. */
export function asksForNoContact(text: string): boolean {
  return optOutCommandOf(text, 'LETTER') === 'OPT_OUT';
}

/** What people write in forms. Joins an open unit of work. */
@Injectable()
export class FormMessages {
  constructor(
    private readonly leads: LeadsService,
    private readonly writers: ThreadWriters,
    private readonly threads: ThreadsService,
    private readonly optOuts: OptOuts,
  ) {}

  /** The lead of who sent a form, its thread held first where the message is going to be heard. @throws as LeadsService.receive does. */
  senderOf(person: NewLead, text: string): Promise<{ lead: Lead; created: boolean }> {
    const isHeard = text !== '' && !asksForNoContact(text);
    return isHeard ? this.writers.receive(person, { channel: 'WEB_FORM' }) : this.leads.receive(person);
  }

  /** Hears a message as a turn of the lead's thread; a stop is obeyed instead, and nobody answers it. */
  async take({ id: leadId, phone }: Pick<Lead, 'id' | 'phone'>, text: string, eventId: string): Promise<void> {
    if (!asksForNoContact(text)) {
      await this.threads.hear({ leadId, channel: 'WEB_FORM', text, messageKey: eventId });
      return;
    }
    const evidence = { reason: `Wrote to us in a web form to stop, form ${eventId}.` };
    await this.optOuts.optOut({ phone, leadId, method: 'WEB_FORM', evidence });
  }
}
