import { Injectable } from '@nestjs/common';
import type { Agent } from '../../agents/agent.entity';
import { AgentsService } from '../../agents/agents.service';
import type { Lead } from '../../leads/lead.entity';
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
    const agent = await this.newcomer((await this.leads.get(leadId)).projectId);
    return agent ? { agentId: agent.id, version: agent.version } : undefined;
  }

  /**
   * Who goes on with a thread of the lead: the agent it has, as that is now, while it is active; else whoever would begin one. One
   * statement while nothing changes.
   */
  async speakerOf(agentId: string | null, { projectId }: Pick<Lead, 'projectId'>): Promise<Agent | null> {
    const present = agentId ? await this.agents.find(agentId) : null;
    return present?.isActive && !present.deletedAt ? present : this.newcomer(projectId);
  }

  private async newcomer(projectId: string | null): Promise<Agent | null> {
    const [own] = projectId ? await this.agents.listActive(projectId) : [];
    return own ?? this.agents.findGeneral();
  }
}
