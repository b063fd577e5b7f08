import { v7 as uuidv7 } from 'uuid';
import { AgentEditor } from '../../../src/agents/agent-editor.service';
import { CampaignsService } from '../../../src/campaigns/campaigns.service';
import { EnrolmentsService } from '../../../src/campaigns/enrolments.service';
import { LeadsService } from '../../../src/leads/leads.service';
import { ProjectsService } from '../../../src/leads/projects/projects.service';
import type { CampaignPolicy } from '../../../src/campaigns/campaign-policy.service';
import type { TestApp } from '../test-app';
import { aConsent } from './a-consent';

export interface StagedCampaign {
  readonly tenantId: string;
  readonly projectId: string;
  readonly agentId: string;
  readonly campaignId: string;
  readonly leadIds: string[];
}

export interface CampaignStaging extends CampaignPolicy {
  readonly phones?: readonly string[];
  readonly start?: boolean;
  readonly autoCall?: boolean;
  /** Whether the people have given written consent; true when left out. */
  readonly consents?: boolean;
}

/** New York numbers, distinct for each n below 9000. */
export function newYorkNumber(n: number): string {
  return `+1212555${String(1_000 + n).padStart(4, '0')}`;
}

/** A tenant with a project, an active agent, leads in New York and a campaign that calls them; started unless told otherwise. */
export async function aCampaign(app: TestApp, staging: CampaignStaging = {}): Promise<StagedCampaign> {
  const { phones = [newYorkNumber(1)], start = true, autoCall = false, consents = true, ...policy } = staging;
  const tenantId = await app.newTenant();
  return app.asTenant(tenantId, async () => {
    const project = await app.get(ProjectsService).create({ name: `Palm Towers ${uuidv7()}`, keywords: [], autoCall });
    if (!('id' in project)) throw new Error('the project has a name of its own');
    const editor = app.get(AgentEditor);
    const agent = await editor.create({
      name: 'Maya',
      projectId: project.id,
      prompt: 'Sell flats.',
      greeting: 'Hello {name}!',
    });
    await editor.activate(agent.id);
    const campaign = await app.get(CampaignsService).create({ ...policy, name: 'Spring', projectId: project.id });
    const leadIds: string[] = [];
    for (const phone of phones) {
      const { lead } = await app
        .get(LeadsService)
        .receive({ phone, name: 'Sam Lead', source: 'TEST', projectId: project.id });
      leadIds.push(lead.id);
      if (consents) await aConsent(app, tenantId, phone);
    }
    await app.get(EnrolmentsService).add(campaign.id, { leadIds });
    if (start) await app.get(CampaignsService).start(campaign.id);
    return { tenantId, projectId: project.id, agentId: agent.id, campaignId: campaign.id, leadIds };
  });
}
