import { Injectable } from '@nestjs/common';
import { ThreadsService } from '../conversations/threads/threads.service';
import { cleanLine, cleanText } from '../leads/clean-text';
import { LeadsService } from '../leads/leads.service';
import type { NewLead } from '../leads/new-lead';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { IdempotentAnswers } from './idempotent-answers.service';
import { IntakeLog } from './intake-log.service';
import { attributesOf, readWebForm, type WebForm } from './web-form';
import { consentOf, type FormSender } from './web-form-consent';

/** What the sender of a form is told. */
export interface IntakeAnswer {
  readonly leadId: string;
  /** False when the phone was known and the lead was brought up to date. */
  readonly created: boolean;
  /** Null when the form belongs to no project yet. */
  readonly projectId: string | null;
}

/** Takes in what web forms post: the lead, the consent, what was sent, its message as a turn, and the facts, or none of them. */
@Injectable()
export class WebFormIntake {
  constructor(
    private readonly work: UnitOfWork,
    private readonly leads: LeadsService,
    private readonly threads: ThreadsService,
    private readonly log: IntakeLog,
    private readonly answers: IdempotentAnswers,
  ) {}

  /**
   * @param sender of the request; evidence of the consent, and not part of what an Idempotency-Key stands for.
   * @param key Idempotency-Key of the request, if it has one.
   * @throws InvalidInput naming every bad field; what IdempotentAnswers throws.
   */
  async take(body: unknown, sender: FormSender, key?: string): Promise<IntakeAnswer> {
    const form = readWebForm(body);
    if (key === undefined) return this.store(form, sender);
    return this.answers.answerOnce({ operation: 'web-form', key, body }, () => this.store(form, sender));
  }

  private async store(form: WebForm, sender: FormSender): Promise<IntakeAnswer> {
    return this.work.run(async () => {
      const { lead, created } = await this.leads.receive(leadOf(form, sender));
      const formName = form.formName ? cleanLine(form.formName) : null;
      const eventId = await this.log.keep({ channel: 'WEB_FORM', leadId: lead.id, formName, payload: form });
      const text = cleanText(form.message ?? '');
      if (text) await this.threads.hear({ leadId: lead.id, channel: 'WEB_FORM', text, messageKey: eventId });
      return { leadId: lead.id, created, projectId: lead.projectId };
    });
  }
}

function leadOf(form: WebForm, sender: FormSender): NewLead {
  const parts = [form.firstName, form.lastName].filter(Boolean).join(' ');
  return {
    phone: form.phone,
    name: form.name?.trim() ? form.name : parts,
    email: form.email,
    company: form.company,
    address: { ...form.address, country: form.address?.country?.trim() ? form.address.country : form.country },
    timeZone: form.timeZone,
    attributes: attributesOf(form),
    source: form.source?.trim() ? form.source : 'WEB_FORM',
    formName: form.formName,
    consent: consentOf(form.consent, sender),
  };
}
