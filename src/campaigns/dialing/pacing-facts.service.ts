import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type ContactHours, ContactHoursReader } from '../../compliance/contact-hours.service';
import type { DialZone } from '../../compliance/dial-zone';
import type { AccountPace } from '../allocation/capacity-survey.service';
import { takeCapacityTurn } from '../allocation/capacity-turn';
import { countDue, type Due } from '../allocation/demand-book';
import type { Campaign } from '../campaign.entity';
import { isPassing, type PauseReason } from '../rules/campaign-status';
import { type CampaignOutlook, CampaignObstacles } from './campaign-obstacles.service';
import { CampaignSpeakers } from './campaign-speakers.service';
import { type Capacity, CapacityReader } from './capacity';
import { QueueFrontBook } from './queue-front-book.service';
import type { QueueFronts } from './queue-fronts';

/** What one pass knows before it asks for room. */
export interface PacingView {
  readonly zones: readonly DialZone[];
  readonly hours: ContactHours;
  readonly openZones: readonly string[];
  /** Null while no carrier, or no model to speak, is configured. */
  readonly fromNumber: string | null;
  /** People who could be called at once; nobody without a number to call from. */
  readonly due: Due;
  readonly account: AccountPace;
  readonly fronts: QueueFronts;
}

/** Everything one pass of the pacer looks at. */
@Injectable()
export class PacingFacts {
  constructor(
    private readonly obstacles: CampaignObstacles,
    private readonly speakers: CampaignSpeakers,
    private readonly hours: ContactHoursReader,
    private readonly capacity: CapacityReader,
    private readonly fronts: QueueFrontBook,
  ) {}

  outlookOf(campaign: Campaign): Promise<CampaignOutlook> {
    return this.obstacles.of(campaign);
  }

  /** Why the campaign must stand still, DONE when nothing is left, or null. One that calls nobody now is not paused for it. */
  async holdOf(campaign: Campaign, { gates }: CampaignOutlook): Promise<PauseReason | 'DONE' | null> {
    const { total, remaining } = await this.speakers.peopleOf(campaign.id);
    if (campaign.kind === 'OUTREACH' && total === 0) return 'NO_LEADS';
    if (campaign.kind === 'OUTREACH' && remaining === 0) return 'DONE';
    const hold = gates.find(isPassing) ?? null;
    if (hold && campaign.status === 'ACTIVE' && !(await this.speakers.isAwaited(campaign.id))) return null;
    return hold;
  }

  /** Who is due, and where. */
  async read(tx: EntityManager, campaign: Campaign, moment: Date): Promise<PacingView> {
    const { zones, hours } = await this.hours.ofZones();
    const calls = { purpose: campaign.purpose, windows: campaign.callingWindows, moment };
    const fromNumber = this.speakers.numberOf(campaign);
    const openZones = zones.filter(({ key }) => hours.openings(key, calls).isOpen).map(({ key }) => key);
    const fronts = await this.fronts.of(
      tx,
      campaign,
      zones.map(({ key }) => key),
      moment,
    );
    const due = fromNumber
      ? await this.fronts.timed(campaign, fronts, () => countDue(tx, campaign, { openZones, fronts, moment }))
      : { hot: 0, normal: 0 };
    const account = await this.capacity.pace();
    return { zones, hours, openZones, fromNumber, due, account, fronts };
  }

  /**
   * How many of `due` may be claimed. Passes of all companies take turns from here until they commit: each must see what the one
   * before has claimed, or together they would pass the limits.
   */
  async roomFor(
    tx: EntityManager,
    campaign: Campaign,
    { tenant }: CampaignOutlook,
    { due, account, moment }: { due: Due; account: AccountPace; moment: Date },
  ): Promise<Capacity> {
    await takeCapacityTurn(tx);
    return this.capacity.answer(tx, { campaign, tenant, moment, due, account });
  }
}
