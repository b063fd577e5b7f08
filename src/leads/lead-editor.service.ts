import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DialZonesService } from '../compliance/dial-zones.service';
import { Clock } from '../platform/clock/clock';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { BadUserInput } from '../platform/errors/domain-error';
import { InvalidInput } from '../platform/http/invalid-input';
import { changeContact, type LeadChanges } from './lead-changes';
import { type MergedLead, sameLead } from './lead-merge';
import { LeadNews } from './lead-news.service';
import { updateLeads } from './lead-rows';
import { whereaboutsOf } from './lead-zone';
import type { Lead } from './lead.entity';
import { lockLead } from './lock-lead';
import { ProjectsService } from './projects/projects.service';

export type LeadEdit = LeadChanges & {
  /** The project to belong to from now on; a lead cannot be without one again. */
  readonly projectId?: string | null;
};

/** Changes leads by hand. */
@Injectable()
export class LeadEditor {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly zones: DialZonesService,
    private readonly projects: ProjectsService,
    private readonly news: LeadNews,
  ) {}

  /** @throws LeadNotFound, ProjectNotFound, InvalidInput naming every bad field. */
  async change(leadId: string, edit: LeadEdit): Promise<Lead> {
    const { projectId } = edit;
    if (projectId === null) throw new BadUserInput('input.projectId', 'cannot be emptied; name another project.');
    return this.work.run(async (tx) => {
      const lead = await lockLead(tx, leadId);
      if (projectId !== undefined) await this.projects.get(projectId);
      const contact = changeContact(lead, edit, 'input.');
      if ('problems' in contact) throw new InvalidInput(contact.problems);
      return this.store(tx, lead, { ...contact, formName: lead.formName, projectId: projectId ?? lead.projectId });
    });
  }

  private async store(tx: EntityManager, lead: Lead, wanted: MergedLead): Promise<Lead> {
    if (sameLead(lead, wanted)) return lead;
    const firstProject = lead.projectId === null ? wanted.projectId : null;
    const zone = this.zones.of(whereaboutsOf(lead.phone, wanted));
    const now = this.clock.now();
    if (zone.key !== lead.zoneKey) await this.zones.remember([zone]);
    Object.assign(lead, wanted, { zoneKey: zone.key, updatedAt: now });
    await updateLeads(tx, lead.tenantId, [lead], now);
    await this.news.changed(lead.id);
    if (firstProject) await this.news.mapped({ leadId: lead.id, projectId: firstProject });
    return lead;
  }
}
