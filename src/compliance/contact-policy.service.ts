import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { NotFound } from '../platform/errors/domain-error';
import type { CallingWindows } from './calling-window';
import { readContactFacts } from './contact-facts';
import { CONTACT_LOOKUP, type ContactLookup, type LeadContact } from './contact-lookup.port';
import { type DialVerdict, verdictOn } from './dial-rules';
import { dialZoneOfKey } from './dial-zone';

/**
 * Answers "may we contact this person now?" without deciding anything: no receipt, no permission, no lock. The same rules as the
 * dial gate, which asks them again at the moment of dialing.
 */
@Injectable()
export class ContactPolicy {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly modules: ModuleRef,
  ) {}

  async mayContact(contact: LeadContact & { readonly windows?: CallingWindows }): Promise<DialVerdict> {
    const moment = this.clock.now();
    const facts = await this.work.run((tx) =>
      readContactFacts(tx, currentTenantId(), { phone: contact.phone, moment }),
    );
    const { zoneKey, phoneUsable, windows } = contact;
    return verdictOn({ zone: dialZoneOfKey(zoneKey), ...facts, phoneUsable, moment, windows });
  }

  /** @throws NotFound when the tenant has no such lead. */
  async mayContactLead(leadId: string): Promise<DialVerdict> {
    const contact = await this.modules.get<ContactLookup>(CONTACT_LOOKUP, { strict: false }).find(leadId);
    if (!contact) throw new NotFound('Lead');
    return this.mayContact(contact);
  }
}
