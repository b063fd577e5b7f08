import { Injectable } from '@nestjs/common';
import type { ContactLookup, LeadContact } from '../compliance/contact-lookup.port';
import type { Lead } from '../leads/lead.entity';
import { LeadsService } from '../leads/leads.service';
import { isStatedByPerson } from '../leads/time-zone-source';
import { lockLead } from '../leads/lock-lead';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { CallEquipment } from './call-equipment.service';

/** Tells the calling rules what they need to know of a lead. */
@Injectable()
export class LeadContactLookup implements ContactLookup {
  constructor(
    private readonly leads: LeadsService,
    private readonly work: UnitOfWork,
    private readonly equipment: CallEquipment,
  ) {}

  async find(leadId: string): Promise<LeadContact | null> {
    const lead = await this.leads.find(leadId);
    return lead && this.contactOf(lead);
  }

  /** Those that exist, in the order of the ids. */
  async findMany(leadIds: readonly string[]): Promise<LeadContact[]> {
    const leads = await this.leads.getMany(leadIds);
    return leadIds.flatMap((id) => {
      const lead = leads.get(id);
      return lead ? [this.contactOf(lead)] : [];
    });
  }

  /** As it is until the open unit of work ends: a change of the lead waits for that. @throws LeadNotFound */
  async hold(leadId: string): Promise<LeadContact> {
    return this.contactOf(await this.work.run((tx) => lockLead(tx, leadId)));
  }

  private contactOf(lead: Lead): LeadContact {
    const { phone, addressState, addressCountry, timeZone, timeZoneSource, phoneStatus } = lead;
    return {
      leadId: lead.id,
      phone,
      addressState,
      addressCountry,
      timeZone,
      timeZoneStatedByPerson: isStatedByPerson(timeZoneSource),
      phoneUsable: phoneStatus === 'UNVERIFIED' || phoneStatus === 'REACHED',
      subject: lead.projectId,
      callerId: this.equipment.missing().includes('CARRIER_NOT_CONFIGURED') ? null : this.equipment.fromNumber,
    };
  }
}
