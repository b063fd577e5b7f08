import { Injectable } from '@nestjs/common';
import type { ContactLookup, LeadContact } from '../compliance/contact-lookup.port';
import { LeadsService } from '../leads/leads.service';

/** Tells the calling rules the number and zone of a lead. */
@Injectable()
export class LeadContactLookup implements ContactLookup {
  constructor(private readonly leads: LeadsService) {}

  async find(leadId: string): Promise<LeadContact | null> {
    const lead = await this.leads.find(leadId);
    return lead && { leadId: lead.id, phone: lead.phone, zoneKey: lead.zoneKey };
  }
}
