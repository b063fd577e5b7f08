import { Injectable } from '@nestjs/common';
import { cleanLine, cleanText } from '../leads/clean-text';
import type { NewLead } from '../leads/new-lead';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { asksForNoContact, FormMessages } from './form-messages.service';
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
  /** Told when its message asked to be contacted no more. */
  readonly optedOut?: true;
}

/** Takes in what web forms post: the lead, the consent, what was sent, its message as a turn or an opt-out, and the facts, or none of them. */
@Injectable()
export class WebFormIntake {
  constructor(
    private readonly work: UnitOfWork,
    private readonly messages: FormMessages,
    private readonly log: IntakeLog,
    private readonly answers: IdempotentAnswers,
  ) {}

  /**
   * A message that asks for no more contact is in force when this resolves.
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
      const text = cleanText(form.message ?? '');
      const optsOut = asksForNoContact(text);
      // Who asks for no more contact has agreed to none, whatever box is ticked.
      const person = optsOut ? { ...leadOf(form, sender), consent: null } : leadOf(form, sender);
      const { lead, created } = await this.messages.senderOf(person, text);
      const formName = form.formName ? cleanLine(form.formName) : null;
      const eventId = await this.log.keep({ channel: 'WEB_FORM', leadId: lead.id, formName, payload: form });
      if (text) await this.messages.take(lead, text, eventId);
      return { leadId: lead.id, created, projectId: lead.projectId, ...(optsOut ? { optedOut: true } : {}) };
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
