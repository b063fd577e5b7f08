import { Injectable } from '@nestjs/common';
import { AgentsService } from '../../agents/agents.service';
import { ConversationsService } from '../../conversations/conversations.service';
import { LeadsService } from '../../leads/leads.service';
import { ProjectsService } from '../../leads/projects/projects.service';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { TenantsService } from '../../tenants/tenants.service';
import type { SpokenCall } from './spoken-call';
import type { LeadContext, TalkScene } from './talk-scene';

/** Reads what an agent needs to know before it speaks. */
@Injectable()
export class TalkScenes {
  constructor(
    private readonly work: UnitOfWork,
    private readonly conversations: ConversationsService,
    private readonly agents: AgentsService,
    private readonly about: TalkBackground,
  ) {}

  /** Begins the conversation if it has not begun. One unit of work, closed before anybody is asked what to say. */
  of(call: SpokenCall): Promise<TalkScene> {
    return this.work.run(async () => {
      const { language, voice, greeting, prompt } = await this.agents.versionOf(call.agentId, call.agentVersion);
      const conversation = await this.conversations.openForCall({
        callId: call.id,
        leadId: call.leadId,
        agentId: call.agentId,
        agentVersion: call.agentVersion,
        language,
      });
      const turns = await this.conversations.transcript(conversation.id);
      const { company, lead } = await this.about.of(call.leadId);
      return { call, conversation, turns, agent: { language, voice, greeting, prompt }, company, lead };
    });
  }
}

/** Who calls, and whom. */
@Injectable()
export class TalkBackground {
  constructor(
    private readonly tenants: TenantsService,
    private readonly leads: LeadsService,
    private readonly projects: ProjectsService,
  ) {}

  async of(leadId: string): Promise<{ company: string; lead: LeadContext }> {
    const tenant = await this.tenants.getCurrent();
    const lead = await this.leads.get(leadId);
    const project = lead.projectId ? await this.projects.find(lead.projectId) : null;
    return {
      company: tenant.name,
      lead: {
        name: lead.name,
        company: lead.company,
        project: project?.name ?? null,
        attributes: lead.attributes,
      },
    };
  }
}
