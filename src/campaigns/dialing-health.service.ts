import { Injectable } from '@nestjs/common';
import { LIVE_SQL } from '../calls/call-status';
import { isOpenAt, nextOpening } from '../compliance/calling-window';
import { dialZoneOfKey } from '../compliance/dial-zone';
import { Clock } from '../platform/clock/clock';
import { rowsOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import type { Campaign } from './campaign.entity';
import { CampaignsService } from './campaigns.service';
import { CampaignObstacles } from './dialing/campaign-obstacles.service';
import { type DialingHealth, type GateHold, summarise } from './rules/dialing-health';
import { DialingLimits } from './dialing/dialing-limits.service';

interface ZoneCount {
  readonly zone_key: string;
  readonly due: number;
  readonly later: number;
  readonly next_due_at: Date | null;
  readonly person_busy: number;
}

/** Answers "why is nothing dialing?": each waiting lead is counted under the first gate that holds it. */
@Injectable()
export class DialingHealthService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly campaigns: CampaignsService,
    private readonly obstacles: CampaignObstacles,
    private readonly limits: DialingLimits,
    private readonly clock: Clock,
  ) {}

  read(campaignId: string): Promise<DialingHealth> {
    return this.work.run(async (tx) => {
      const campaign = await this.campaigns.get(campaignId);
      const moment = this.clock.now();
      const zones = await rowsOf<ZoneCount>(tx, COUNT, [campaign.tenantId, campaign.id, moment]);
      const waiting = zones.reduce((sum, zone) => sum + zone.due + zone.later, 0);
      const { gates: whole } = await this.obstacles.of(campaign);
      if (whole.length > 0)
        return summarise(
          campaign.id,
          0,
          whole.map((gate) => ({ gate, leads: waiting, clearsAt: null })),
        );
      const { ready, holds } = holdsByTime(zones, campaign, moment);
      const limit = ready > 0 ? await this.limits.hold(tx, campaign, moment) : null;
      const held = limit ? [...holds, { ...limit, leads: ready }] : holds;
      return summarise(campaign.id, limit ? 0 : ready, held);
    });
  }
}

function holdsByTime(
  zones: readonly ZoneCount[],
  campaign: Campaign,
  moment: Date,
): { ready: number; holds: GateHold[] } {
  const holds: GateHold[] = [];
  let ready = 0;
  for (const { zone_key: key, due, later, next_due_at: nextDueAt, person_busy: busy } of zones) {
    const zone = dialZoneOfKey(key);
    if (later > 0) holds.push({ gate: 'NOT_DUE', leads: later, clearsAt: nextDueAt });
    if (!isOpenAt(zone, moment, campaign.callingWindows)) {
      holds.push({ gate: 'CALLING_WINDOW', leads: due, clearsAt: nextOpening(zone, moment, campaign.callingWindows) });
    } else {
      holds.push({ gate: 'PERSON_BUSY', leads: busy, clearsAt: null });
      ready += due - busy;
    }
  }
  return { ready, holds };
}

const COUNT = /* sql */ `
select e.zone_key, (count(*) filter (where e.due_at <= $3))::int as due, (count(*) filter (where e.due_at > $3))::int as later,
  min(e.due_at) filter (where e.due_at > $3) as next_due_at,
  (count(live.id) filter (where e.due_at <= $3))::int as person_busy
from enrolments e left join calls live on live.tenant_id = e.tenant_id and live.phone = e.phone
  and live.status in ${LIVE_SQL}
where e.tenant_id = $1 and e.campaign_id = $2 and e.state = 'WAITING' group by e.zone_key
`;
