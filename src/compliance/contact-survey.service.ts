import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../platform/context/request-context';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { readContactFactsOf } from './contact-facts';
import { ContactJudge } from './contact-judge.service';
import type { LeadContact } from './contact-lookup.port';
import type { IntendedContact } from './contact-policy.service';
import type { ContactVerdict } from './contact-verdict';

/** Puts the rules to many people at once, to learn what would hold them. Decides nothing and writes nothing. */
@Injectable()
export class ContactSurvey {
  constructor(
    private readonly work: UnitOfWork,
    private readonly judges: ContactJudge,
  ) {}

  /** One answer per person, in their order; one statement for all. */
  async judge(
    contacts: readonly LeadContact[],
    intended: IntendedContact & { readonly moment: Date },
  ): Promise<ContactVerdict[]> {
    if (contacts.length === 0) return [];
    const { moment } = intended;
    const phones = contacts.map(({ phone }) => phone);
    const facts = await this.work.run((tx) => readContactFactsOf(tx, currentTenantId(), { phones, moment }));
    return contacts.flatMap((contact) => {
      const of = facts.get(contact.phone);
      return of ? [this.judges.judge({ ...contact, ...intended }, of).verdict] : [];
    });
  }
}
