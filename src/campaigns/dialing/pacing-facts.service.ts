import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isOpenAt, nextOpening } from '../../compliance/calling-window';
import { dialZoneOfKey } from '../../compliance/dial-zone';
import { DialZonesService } from '../../compliance/dial-zones.service';
import { rowsOf } from '../../platform/database/sql';
import { TenantsService } from '../../tenants/tenants.service';
import { TokenBudgets } from '../../usage/token-budgets.service';
import { TOKENS_PER_CALL } from '../../usage/tokens-per-call';
import type { Campaign } from '../campaign.entity';
import type { PauseReason } from '../rules/campaign-status';
import { type Capacity, CapacityReader } from './capacity';
import { CampaignSpeakers } from './campaign-speakers.service';
import type { ClaimAgent } from './claim';

export interface PacingView extends Capacity {
  readonly openZones: readonly string[];
  readonly agents: readonly ClaimAgent[];
  readonly fromNumber: string;
}

/** Everything one pass of the pacer looks at. */
@Injectable()
export class PacingFacts {
  constructor(
    private readonly tenants: TenantsService,
    private readonly budgets: TokenBudgets,
    private readonly zones: DialZonesService,
    private readonly capacity: CapacityReader,
    private readonly speakers: CampaignSpeakers,
  ) {}

  /** Why the campaign must pause, DONE when nothing is left, or null. */
  async obstacleOf(campaign: Campaign): Promise<PauseReason | 'DONE' | null> {
    const tenant = await this.tenants.getCurrent();
    if (tenant.status === 'PAUSED') return 'TENANT_PAUSED';
    if (campaign.kind === 'OUTREACH') {
      const progress = await this.speakers.progressOf(campaign.id);
      if (progress.total === 0) return 'NO_LEADS';
      if (progress.remaining === 0) return 'DONE';
      if (progress.waiting === 0) return null;
    }
    if ((await this.speakers.agentsOf(campaign)).length === 0) return 'AGENT_UNAVAILABLE';
    return (await this.budgets.hasRoom(TOKENS_PER_CALL)) ? null : 'BUDGET_EXCEEDED';
  }

  async read(tx: EntityManager, campaign: Campaign, moment: Date): Promise<PacingView> {
    const tenant = await this.tenants.getCurrent();
    const capacity = await this.capacity.read(tx, campaign, tenant, moment);
    const fromNumber = this.speakers.numberOf(campaign);
    return {
      ...capacity,
      limit: fromNumber ? capacity.limit : 0,
      openZones: await this.openZones(campaign, moment),
      agents: await this.speakers.agentsOf(campaign),
      fromNumber: fromNumber ?? '',
    };
  }

  /** Milliseconds until a lead that is not due yet will be, inside its window; null when none waits for that. */
  async nextDueInMs(tx: EntityManager, campaign: Campaign, moment: Date): Promise<number | null> {
    const dues = await this.earliestDuePerZone(tx, campaign, moment);
    const instants = dues.flatMap(({ zoneKey, dueAt }) => {
      const opening = nextOpening(dialZoneOfKey(zoneKey), dueAt, campaign.callingWindows);
      return opening ? [opening.getTime()] : [];
    });
    return instants.length === 0 ? null : Math.max(0, Math.min(...instants) - moment.getTime());
  }

  private async openZones(campaign: Campaign, moment: Date): Promise<string[]> {
    const zones = await this.zones.list();
    return zones.filter((zone) => isOpenAt(zone, moment, campaign.callingWindows)).map((zone) => zone.key);
  }

  /** Future due times only: what is due now was either claimed or is held by a limit whose clearing rings the bell. */
  private async earliestDuePerZone(
    tx: EntityManager,
    campaign: Campaign,
    moment: Date,
  ): Promise<{ zoneKey: string; dueAt: Date }[]> {
    const zones = await this.zones.list();
    return rowsOf(tx, EARLIEST, [campaign.tenantId, campaign.id, zones.map((zone) => zone.key), moment]);
  }
}

const EARLIEST = /* sql */ `
select zone.key as "zoneKey", next.due_at as "dueAt"
from unnest($3::text[]) as zone (key) cross join generate_series(0, 3) as rank (priority)
cross join lateral (
  select e.due_at from enrolments e
  where e.tenant_id = $1 and e.campaign_id = $2 and e.state = 'WAITING' and e.zone_key = zone.key
    and e.priority = rank.priority and e.due_at > $4
  order by e.due_at limit 1
) next
`;
