import { Injectable } from '@nestjs/common';
import { AgentsService } from '../../agents/agents.service';
import { CallEquipment } from '../../calls/call-equipment.service';
import { LIVE_SQL } from '../../calls/call-status';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import type { Campaign } from '../campaign.entity';
import type { ClaimAgent } from './claim';

/** One who may speak for a campaign. */
export interface CampaignSpeaker extends ClaimAgent {
  /** Calls at once of its own, over all campaigns; null without a limit. */
  readonly limit: number | null;
}

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

  /**
   * Active agents of the project, narrowed to those the campaign names, if it names any. New people are split between named ones by
   * their shares, and go to the one with most room otherwise.
   */
  async agentsOf(campaign: Campaign): Promise<CampaignSpeaker[]> {
    const active = await this.agents.listActive(campaign.projectId);
    const shares = await this.sharesOf(campaign.id);
    const speaking = active.filter(({ id }) => shares.size === 0 || shares.has(id));
    const limited = speaking.filter(({ maxConcurrentCalls }) => maxConcurrentCalls !== null);
    const live = limited.length > 0 ? await this.liveOf(limited.map(({ id }) => id)) : new Map<string, number>();
    return speaking.map(({ id, version, maxConcurrentCalls: most }) => ({
      id,
      version,
      share: shares.get(id) ?? null,
      limit: most,
      free: most === null ? null : Math.max(0, most - (live.get(id) ?? 0)),
    }));
  }

  async peopleOf(campaignId: string): Promise<{ total: number; remaining: number }> {
    const row = await this.work.single((tx) =>
      rowOf<{ total: number; remaining: number }>(
        tx,
        'select total, remaining from campaign_progress where tenant_id = $1 and campaign_id = $2',
        [currentTenantId(), campaignId],
      ),
    );
    return row ?? { total: 0, remaining: 0 };
  }

  /** Whether somebody waits to be called, now or later. Where the many before them are gone, this is a long look. */
  async isAwaited(campaignId: string): Promise<boolean> {
    const row = await this.work.single((tx) =>
      rowOf<{ isAwaited: boolean }>(
        tx,
        `select exists (
           select 1 from enrolments e where e.tenant_id = $1 and e.campaign_id = $2 and e.state = 'WAITING'
         ) as "isAwaited"`,
        [currentTenantId(), campaignId],
      ),
    );
    return row?.isAwaited ?? false;
  }

  /** Of the agents the campaign names. */
  private async sharesOf(campaignId: string): Promise<ReadonlyMap<string, number>> {
    const rows = await this.work.single((tx) =>
      rowsOf<{ id: string; share: number }>(
        tx,
        'select agent_id as id, share from campaign_agents where tenant_id = $1 and campaign_id = $2',
        [currentTenantId(), campaignId],
      ),
    );
    return new Map(rows.map(({ id, share }) => [id, share]));
  }

  /** Calls under way, of whatever campaign, and by hand. */
  private async liveOf(agentIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.work.single((tx) =>
      rowsOf<{ id: string; live: number }>(
        tx,
        `select agent_id as id, count(*)::int as live from calls
         where tenant_id = $1 and agent_id = any ($2) and status in ${LIVE_SQL} group by agent_id`,
        [currentTenantId(), agentIds],
      ),
    );
    return new Map(rows.map(({ id, live }) => [id, live]));
  }
}
