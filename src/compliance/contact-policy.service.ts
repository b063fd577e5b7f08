import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { NotFound } from '../platform/errors/domain-error';
import type { CallingWindows } from './calling-window';
import { readContactFacts } from './contact-facts';
import { ContactJudge } from './contact-judge.service';
import { CONTACT_LOOKUP, type ContactLookup, type LeadContact } from './contact-lookup.port';
import type { ContactVerdict } from './contact-verdict';
import { writeReceipt } from './dial-check-receipts';
import type { ContactChannel, ContactPurpose } from './rules/contact-question';

export interface IntendedContact {
  readonly channel: ContactChannel;
  readonly purpose: ContactPurpose;
  /** Campaign windows; they only narrow the law. */
  readonly windows?: CallingWindows;
  /** The attempt it is, once it has begun: it does not count among those made before. */
  readonly callId?: string;
}

const SALES_CALL: IntendedContact = { channel: 'AI_VOICE', purpose: 'MARKETING' };

/**
 * Answers "may we contact this person now?" without deciding anything: no permission, no fence. The same rules as the dial gate, which
 * asks them again at the moment of the contact.
 */
@Injectable()
export class ContactPolicy {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly judge: ContactJudge,
    private readonly modules: ModuleRef,
  ) {}

  async mayContact(contact: LeadContact, intended: IntendedContact = SALES_CALL): Promise<ContactVerdict> {
    const moment = this.clock.now();
    const facts = await this.work.run((tx) =>
      readContactFacts(tx, currentTenantId(), { ...intended, phone: contact.phone, moment }),
    );
    return this.judge.judge({ ...contact, ...intended, moment }, facts).verdict;
  }

  /** @throws NotFound when the tenant has no such lead. */
  async mayContactLead(leadId: string, intended: IntendedContact = SALES_CALL): Promise<ContactVerdict> {
    return this.mayContact(await this.find(leadId), intended);
  }

  /**
   * Asked by somebody who would have the lead called at once: a no is kept as the receipt of the call that is not made.
   * @throws NotFound when the tenant has no such lead.
   */
  async mayCallNow(leadId: string): Promise<ContactVerdict> {
    const contact = await this.find(leadId);
    const request = { ...contact, ...SALES_CALL, moment: this.clock.now() };
    return this.work.run(async (tx) => {
      const judgement = this.judge.judge(request, await readContactFacts(tx, currentTenantId(), request));
      if (judgement.verdict.verdict !== 'ALLOW') await writeReceipt(tx, currentTenantId(), request, judgement);
      return judgement.verdict;
    });
  }

  private async find(leadId: string): Promise<LeadContact> {
    const contact = await this.modules.get<ContactLookup>(CONTACT_LOOKUP, { strict: false }).find(leadId);
    if (!contact) throw new NotFound('Lead');
    return contact;
  }
}
