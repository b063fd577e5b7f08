import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { LIVE_SQL } from '../../calls/call-status';
import { type ContactHours, ContactHoursReader } from '../../compliance/contact-hours.service';
import { startOfNextMonth } from '../../platform/clock/local-days';
import { rowsOf } from '../../platform/database/sql';
import type { Campaign } from '../campaign.entity';
import { CampaignsService } from '../campaigns.service';
import { type CampaignOutlook, CampaignObstacles } from '../dialing/campaign-obstacles.service';
import { PacerTools } from '../dialing/pacer-tools.service';
import { type DialingHealth, type HeldLeads, healthOf, type Obstacle, type ZoneHealth } from '../rules/dialing-health';
import { gateOfReason } from '../rules/gates';
import { agentRoom } from './agent-room';
import { DueSurvey } from './due-survey.service';

interface ZoneCount {
  readonly zoneKey: string;
  readonly due: number;
  readonly later: number;
  readonly nextDueAt: Date | null;
  readonly busy: number;
}

interface CountedZone {
  readonly shown: ZoneHealth;
  readonly count: ZoneCount;
  /** What keeps everybody there waiting; null when it is open. */
  readonly bar: Obstacle | null;
}

/** Answers "why is nothing dialing?": each waiting lead is counted once, and what a change would free is worked out. */
@Injectable()
export class DialingHealthService {
  constructor(
    private readonly tools: PacerTools,
    private readonly campaigns: CampaignsService,
    private readonly obstacles: CampaignObstacles,
    private readonly hours: ContactHoursReader,
    private readonly survey: DueSurvey,
  ) {}

  /** @throws CampaignNotFound */
  read(campaignId: string): Promise<DialingHealth> {
    return this.tools.work.run(async (tx) => {
      const campaign = await this.campaigns.get(campaignId);
      const moment = this.tools.clock.now();
      const counts = await rowsOf<ZoneCount>(tx, COUNT, [campaign.tenantId, campaign.id, moment]);
      const zones = await this.zonesOf(campaign, counts, moment);
      const outlook = await this.obstacles.of(campaign);
      const { people, newShare } = await this.peopleIn(tx, campaign, zones, moment);
      const whole = wholeOf(campaign, outlook, moment);
      const free = freeIn(people);
      const rooms = await this.survey.roomsFor(tx, campaign, outlook.tenant, { moment, free, newShare });
      const agents = await agentRoom(tx, campaign, outlook.agents, { ...openOf(zones), moment, free });
      return healthOf({
        campaignId: campaign.id,
        people: people.map((held) => ({ ...held, obstacles: [...whole, ...held.obstacles] })),
        rooms: [...rooms, ...agents],
        zones: zones.map(({ shown }) => shown),
      });
    });
  }

  private async zonesOf(campaign: Campaign, counts: readonly ZoneCount[], moment: Date): Promise<CountedZone[]> {
    const { zones, hours } = await this.hours.ofZones();
    return counts.map((count) => {
      const { zoneKey } = count;
      const { timeZones = [], jurisdictions = [] } = zones.find(({ key }) => key === zoneKey) ?? {};
      const { purpose, callingWindows: windows } = campaign;
      const { isOpen, opensAt, reason } = hours.openings(zoneKey, { purpose, windows, moment });
      const shown = {
        zoneKey,
        timeZones,
        jurisdictions,
        leads: count.due + count.later,
        isOpen,
        opensAt: isOpen ? null : opensAt,
        reason,
      };
      return { shown, count, bar: isOpen ? null : barOf(shown, campaign, hours, moment) };
    });
  }

  private async peopleIn(
    tx: EntityManager,
    campaign: Campaign,
    zones: readonly CountedZone[],
    moment: Date,
  ): Promise<{ people: HeldLeads[]; newShare: number }> {
    const held = zones.flatMap(({ count, bar }): HeldLeads[] =>
      bar ? [{ leads: count.due, obstacles: [bar] }] : [{ leads: count.busy, obstacles: [PERSON_BUSY] }],
    );
    const { openZones, due } = openOf(zones);
    const later = zones.reduce((sum, { count }) => sum + count.later, 0);
    const next = await this.survey.ofDue(tx, campaign, { openZones, people: due, moment });
    const rest = await this.survey.ofLater(tx, campaign, { people: later, moment, nextDueAt: earliestOf(zones) });
    return { people: [...held, ...next.held, ...rest], newShare: next.newShare };
  }
}

const PERSON_BUSY: Obstacle = { gate: 'PERSON_BUSY', clearsAt: null };

/** Where hours are open, and who is due there whom no other call keeps. */
function openOf(zones: readonly CountedZone[]): { openZones: string[]; due: number } {
  const open = zones.filter(({ bar }) => !bar);
  return {
    openZones: open.map(({ shown }) => shown.zoneKey),
    due: open.reduce((sum, { count }) => sum + count.due - count.busy, 0),
  };
}

function earliestOf(zones: readonly CountedZone[]): Date | null {
  const moments = zones.flatMap(({ count: { nextDueAt } }) => (nextDueAt ? [nextDueAt.getTime()] : []));
  return moments.length > 0 ? new Date(Math.min(...moments)) : null;
}

function freeIn(people: readonly HeldLeads[]): number {
  return people.reduce((sum, { leads, obstacles }) => sum + (obstacles.length === 0 ? leads : 0), 0);
}

/** What holds the whole campaign, with the moment it ends by itself. */
function wholeOf(campaign: Campaign, { gates, tenant, isCampaignSpent }: CampaignOutlook, moment: Date): Obstacle[] {
  return gates.map((gate) => {
    if (gate === 'BUDGET_EXCEEDED')
      return { gate, clearsAt: isCampaignSpent ? null : startOfNextMonth(moment, tenant.timeZone) };
    const isTripped = gate === 'CAMPAIGN_NOT_ACTIVE' && campaign.pauseReason === 'FAILURE_BREAKER';
    return isTripped ? { gate: 'FAILURE_BREAKER', clearsAt: campaign.probeAt } : { gate, clearsAt: null };
  });
}

/** Hours that the campaign itself has narrowed may be widened; those of the law may not. */
function barOf(
  { zoneKey, opensAt, reason }: ZoneHealth,
  campaign: Campaign,
  hours: ContactHours,
  moment: Date,
): Obstacle {
  const gate = gateOfReason(reason ?? 'OUTSIDE_WINDOW');
  if (gate !== 'CALLING_WINDOW') return { gate, clearsAt: opensAt };
  const { isOpen } = hours.openings(zoneKey, { purpose: campaign.purpose, windows: {}, moment });
  return { gate, clearsAt: opensAt, isOurs: isOpen };
}

/** All of them from the index alone; who is busy is looked up from the live calls, which are few. */
const COUNT = /* sql */ `
with waiting as (
  select zone_key, (count(*) filter (where due_at <= $3))::int as due, (count(*) filter (where due_at > $3))::int as later,
    min(due_at) filter (where due_at > $3) as next_due_at
  from enrolments where tenant_id = $1 and campaign_id = $2 and state = 'WAITING' group by zone_key
), busy as (
  select e.zone_key, count(*)::int as people
  from calls live join enrolments e on e.tenant_id = live.tenant_id and e.phone = live.phone and e.state <> 'ENDED'
  where live.tenant_id = $1 and live.status in ${LIVE_SQL} and e.campaign_id = $2 and e.state = 'WAITING' and e.due_at <= $3
  group by e.zone_key
)
select w.zone_key as "zoneKey", w.due, w.later, w.next_due_at as "nextDueAt", coalesce(b.people, 0) as busy
from waiting w left join busy b on b.zone_key = w.zone_key`;
