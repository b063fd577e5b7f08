import { Injectable } from '@nestjs/common';
import { LeadsService } from '../../leads/leads.service';
import { ProjectsService } from '../../leads/projects/projects.service';
import { TenantsService } from '../../tenants/tenants.service';
import type { LeadContext } from './talk-scene';

/** Who calls, and whom. */
@Injectable()
export class TalkBackground {
  constructor(
    private readonly tenants: TenantsService,
    private readonly leads: LeadsService,
    private readonly projects: ProjectsService,
  ) {}

  async of(leadId: string): Promise<{ company: string; brandVoice: string | null; lead: LeadContext }> {
    const tenant = await this.tenants.getCurrent();
    const lead = await this.leads.get(leadId);
    const project = lead.projectId ? await this.projects.find(lead.projectId) : null;
    return {
      company: tenant.name,
      brandVoice: tenant.brandVoice,
      lead: {
        name: lead.name,
        company: lead.company,
        project: project?.name ?? null,
        attributes: lead.attributes,
      },
    };
  }
}
