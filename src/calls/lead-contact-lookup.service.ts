import { Injectable } from '@nestjs/common';
import type { ContactLookup, LeadContact } from '../compliance/contact-lookup.port';
import type { Lead } from '../leads/lead.entity';
import { LeadsService } from '../leads/leads.service';
import { lockLead } from '../leads/lock-lead';
import { UnitOfWork } from '../platform/database/unit-of-work';

/** Tells the calling rules the number and zone of a lead, and whether the number is any good. */
@Injectable()
export class LeadContactLookup implements ContactLookup {
  constructor(
    private readonly leads: LeadsService,
    private readonly work: UnitOfWork,
  ) {}

  async find(leadId: string): Promise<LeadContact | null> {
    const lead = await this.leads.find(leadId);
    return lead && contactOf(lead);
  }

  /** As it is until the open unit of work ends: a change of the lead waits for that. @throws LeadNotFound */
  async hold(leadId: string): Promise<LeadContact> {
    return contactOf(await this.work.run((tx) => lockLead(tx, leadId)));
  }
}

function contactOf({ id, phone, zoneKey, phoneStatus }: Lead): LeadContact {
  return { leadId: id, phone, zoneKey, phoneUsable: phoneStatus === 'UNVERIFIED' || phoneStatus === 'REACHED' };
}
