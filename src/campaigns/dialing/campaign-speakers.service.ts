import { Injectable } from '@nestjs/common';
import { AgentsService } from '../../agents/agents.service';
import { CallEquipment } from '../../calls/call-equipment.service';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { Campaign } from '../campaign.entity';
import type { ClaimAgent } from './claim';

/** Who may speak for a campaign, under which number, and how many leads are still to be spoken to. */
@Injectable()
export class CampaignSpeakers {
  constructor(
    private readonly work: UnitOfWork,
    private readonly agents: AgentsService,
    private readonly equipment: CallEquipment,
  ) {}

  /** The number its calls come from; null while no carrier, or no model to speak, is configured. */
  numberOf(campaign: Campaign): string | null {
    return this.equipment.missing().length > 0 ? null : (campaign.fromNumber ?? this.equipment.fromNumber);
  }

  /** Active agents of the project, narrowed to those the campaign names, if it names any. */
  async agentsOf(campaign: Campaign): Promise<ClaimAgent[]> {
    const active = await this.agents.listActive(campaign.projectId);
    const named = await this.namedBy(campaign.id);
    return active
      .filter((agent) => named.size === 0 || named.has(agent.id))
      .map(({ id, version }) => ({ id, version }));
  }

  /** `isAwaited`: somebody waits to be called, now or later. */
  async peopleOf(campaignId: string): Promise<{ total: number; remaining: number; isAwaited: boolean }> {
    const row = await this.work.run((tx) =>
      rowOf<{ total: number; remaining: number; isAwaited: boolean }>(
        tx,
        `select total, remaining, exists (
           select 1 from enrolments e where e.tenant_id = $1 and e.campaign_id = $2 and e.state = 'WAITING'
         ) as "isAwaited" from campaign_progress where tenant_id = $1 and campaign_id = $2`,
        [currentTenantId(), campaignId],
      ),
    );
    return row ?? { total: 0, remaining: 0, isAwaited: false };
  }

  private async namedBy(campaignId: string): Promise<ReadonlySet<string>> {
    const rows = await this.work.run((tx) =>
      rowsOf<{ agent_id: string }>(
        tx,
        'select agent_id from campaign_agents where tenant_id = $1 and campaign_id = $2',
        [currentTenantId(), campaignId],
      ),
    );
    return new Set(rows.map((row) => row.agent_id));
  }
}
