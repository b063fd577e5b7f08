import { Injectable } from '@nestjs/common';
import { AgentsService } from '../../agents/agents.service';
import { LeadsService } from '../../leads/leads.service';

/** Who speaks for the company in a thread. */
@Injectable()
export class ThreadCast {
  constructor(
    private readonly leads: LeadsService,
    private readonly agents: AgentsService,
  ) {}

  /** The first active agent of the lead's project, else one that speaks for all; undefined where there is none. @throws LeadNotFound */
  async speakerFor(leadId: string): Promise<{ agentId: string; version: number } | undefined> {
    const { projectId } = await this.leads.get(leadId);
    const [own] = projectId ? await this.agents.listActive(projectId) : [];
    const agent = own ?? (await this.agents.findGeneral());
    return agent ? { agentId: agent.id, version: agent.version } : undefined;
  }
}
