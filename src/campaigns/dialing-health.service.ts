import { Injectable } from '@nestjs/common';
import { LIVE_SQL } from '../calls/call-status';
import { ContactHoursReader } from '../compliance/contact-hours.service';
import { rowsOf } from '../platform/database/sql';
import type { Campaign } from './campaign.entity';
import { CampaignsService } from './campaigns.service';
import { CampaignObstacles } from './dialing/campaign-obstacles.service';
import { PacerTools } from './dialing/pacer-tools.service';
import { type DialingHealth, type Gate, type GateHold, summarise, type ZoneHealth } from './rules/dialing-health';
import { DialingLimits } from './dialing/dialing-limits.service';

interface ZoneCount {
  readonly zoneKey: string;
  readonly due: number;
  readonly later: number;
  readonly nextDueAt: Date | null;
  readonly busy: number;
}

type CountedZone = ZoneHealth & { readonly count: Omit<ZoneCount, 'zoneKey'> };

/** Answers "why is nothing dialing?": each waiting lead is counted under the first gate that holds it. */
@Injectable()
export class DialingHealthService {
  constructor(
    private readonly tools: PacerTools,
    private readonly campaigns: CampaignsService,
    private readonly obstacles: CampaignObstacles,
    private readonly limits: DialingLimits,
    private readonly hours: ContactHoursReader,
  ) {}

  read(campaignId: string): Promise<DialingHealth> {
    return this.tools.work.run(async (tx) => {
      const campaign = await this.campaigns.get(campaignId);
      const moment = this.tools.clock.now();
      const counts = await rowsOf<ZoneCount>(tx, COUNT, [campaign.tenantId, campaign.id, moment]);
      const zones = await this.zonesOf(campaign, counts, moment);
      const { gates: whole } = await this.obstacles.of(campaign);
      if (whole.length > 0) {
        const leads = zones.reduce((sum, zone) => sum + zone.leads, 0);
        const holds = whole.map((gate) => ({ gate, leads, clearsAt: null }));
        return summarise(campaign.id, 0, holds, zones);
      }
      const { ready, holds } = holdsByTime(zones);
      const limit = ready > 0 ? await this.limits.hold(tx, campaign, moment) : null;
      const held = limit ? [...holds, { ...limit, leads: ready }] : holds;
      return summarise(campaign.id, limit ? 0 : ready, held, zones);
    });
  }

  private async zonesOf(campaign: Campaign, counts: readonly ZoneCount[], moment: Date): Promise<CountedZone[]> {
    const { zones, hours } = await this.hours.ofZones();
    const { purpose, callingWindows: windows } = campaign;
    return counts.map(({ zoneKey, ...count }) => {
      const { timeZones = [], jurisdictions = [] } = zones.find(({ key }) => key === zoneKey) ?? {};
      const { isOpen, opensAt, reason } = hours.openings(zoneKey, { purpose, windows, moment });
      const leads = count.due + count.later;
      return { zoneKey, timeZones, jurisdictions, leads, isOpen, opensAt: isOpen ? null : opensAt, reason, count };
    });
  }
}

/** Rules that hold a zone otherwise than by its hours. */
const GATE_OF: Readonly<Record<string, Gate>> = {
  EMERGENCY_HOLD: 'EMERGENCY_HOLD',
  REGION_EXCLUDED: 'CALLING_DUTY',
  REGISTRATION_REQUIRED: 'CALLING_DUTY',
  COUNSEL_REQUIRED: 'CALLING_DUTY',
};

function holdsByTime(zones: readonly CountedZone[]): { ready: number; holds: GateHold[] } {
  const holds: GateHold[] = [];
  let ready = 0;
  for (const { isOpen, opensAt, reason, count } of zones) {
    if (count.later > 0) holds.push({ gate: 'NOT_DUE', leads: count.later, clearsAt: count.nextDueAt });
    if (!isOpen) {
      holds.push({ gate: GATE_OF[reason ?? ''] ?? 'CALLING_WINDOW', leads: count.due, clearsAt: opensAt });
    } else {
      holds.push({ gate: 'PERSON_BUSY', leads: count.busy, clearsAt: null });
      ready += count.due - count.busy;
    }
  }
  return { ready, holds };
}

const COUNT = /* sql */ `
select e.zone_key as "zoneKey", (count(*) filter (where e.due_at <= $3))::int as due, (count(*) filter (where e.due_at > $3))::int as later,
  min(e.due_at) filter (where e.due_at > $3) as "nextDueAt",
  (count(live.id) filter (where e.due_at <= $3))::int as busy
from enrolments e left join calls live on live.tenant_id = e.tenant_id and live.phone = e.phone
  and live.status in ${LIVE_SQL}
where e.tenant_id = $1 and e.campaign_id = $2 and e.state = 'WAITING' group by e.zone_key
`;
