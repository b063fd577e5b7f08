import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type ContactHours, ContactHoursReader } from '../../compliance/contact-hours.service';
import type { DialZone } from '../../compliance/dial-zone';
import { advisoryLock } from '../../platform/database/sql';
import type { Campaign } from '../campaign.entity';
import { isPassing, type PauseReason } from '../rules/campaign-status';
import { type CampaignOutlook, CampaignObstacles } from './campaign-obstacles.service';
import { CampaignSpeakers } from './campaign-speakers.service';
import { type Capacity, CapacityReader } from './capacity';

export interface PacingView extends Capacity {
  readonly zones: readonly DialZone[];
  readonly hours: ContactHours;
  readonly openZones: readonly string[];
  /** Null while no carrier, or no model to speak, is configured; the limit is 0 then. */
  readonly fromNumber: string | null;
}

/** Everything one pass of the pacer looks at. */
@Injectable()
export class PacingFacts {
  constructor(
    private readonly obstacles: CampaignObstacles,
    private readonly speakers: CampaignSpeakers,
    private readonly hours: ContactHoursReader,
    private readonly capacity: CapacityReader,
  ) {}

  outlookOf(campaign: Campaign): Promise<CampaignOutlook> {
    return this.obstacles.of(campaign);
  }

  /** Why the campaign must stand still, DONE when nothing is left, or null. One that calls nobody now is not paused for it. */
  async holdOf(campaign: Campaign, { gates }: CampaignOutlook): Promise<PauseReason | 'DONE' | null> {
    const { total, remaining, isAwaited } = await this.speakers.peopleOf(campaign.id);
    if (campaign.kind === 'OUTREACH' && total === 0) return 'NO_LEADS';
    if (campaign.kind === 'OUTREACH' && remaining === 0) return 'DONE';
    if (campaign.status === 'ACTIVE' && !isAwaited) return null;
    return gates.find(isPassing) ?? null;
  }

  /**
   * How many may be claimed, and where. Passes of one company take turns from here until they commit: each must see what the one
   * before has claimed, or together they would pass the company's limit.
   */
  async read(tx: EntityManager, campaign: Campaign, { tenant }: CampaignOutlook, moment: Date): Promise<PacingView> {
    const { zones, hours } = await this.hours.ofZones();
    const calls = { purpose: campaign.purpose, windows: campaign.callingWindows, moment };
    const fromNumber = this.speakers.numberOf(campaign);
    await advisoryLock(tx, `pacing ${campaign.tenantId}`);
    const capacity = await this.capacity.read(tx, campaign, tenant, moment);
    return {
      ...capacity,
      ...(fromNumber ? {} : { limit: 0, isHeldByRate: false }),
      zones,
      hours,
      openZones: zones.filter(({ key }) => hours.openings(key, calls).isOpen).map(({ key }) => key),
      fromNumber,
    };
  }
}
