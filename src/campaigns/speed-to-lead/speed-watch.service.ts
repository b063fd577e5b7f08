import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, rowOf, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Outbox } from '../../platform/events/outbox';
import { DialingAlerts } from '../health/dialing-alerts.service';
import { LeadHours } from './lead-hours.service';
import { openWaitMs } from './open-wait';
import { SpeedTarget } from './speed-target.entity';
import { SpeedToLeadMissed } from './speed-to-lead.events';

/** The latest leads of a source that were called decide whether its target is met, once there are enough of them. */
const LATEST = 50;
const FEWEST = 20;
/** How long a look takes interest in leads that wait. */
const INTEREST_MS = 24 * 60 * 60_000;

interface WaitingLead {
  readonly projectId: string;
  readonly zoneKey: string;
  readonly receivedAt: Date;
}

/** Raises an alert when leads of a source wait longer than its target says: once, until the target is met again. */
@Injectable()
export class SpeedWatch {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly alerts: DialingAlerts,
    private readonly hours: LeadHours,
  ) {}

  /** Judges the latest leads of the source. What lies outside the calling hours is nobody's delay. */
  async judgeLatest(source: string): Promise<void> {
    await this.work.run(async (tx) => {
      const target = await this.find(tx, source);
      if (!target) return;
      const row = await rowOf<{ ms: string | null; leads: number }>(tx, LATEST_WAIT, [
        currentTenantId(),
        source,
        target.percentile / 100,
        LATEST,
      ]);
      if (!row || row.leads < FEWEST) return;
      await this.settle(tx, source, 'TARGET', Number(row.ms) > target.seconds * 1_000);
    });
  }

  /** Looks for a lead that waits too long. */
  async judgeWaiting(source: string): Promise<void> {
    await this.work.run(async (tx) => {
      const target = await this.find(tx, source);
      if (!target?.maxWaitSeconds) return;
      const moment = this.clock.now();
      const mostMs = target.maxWaitSeconds * 1_000;
      const leads = await rowsOf<WaitingLead>(tx, WAITING_LEADS, [
        currentTenantId(),
        source,
        new Date(moment.getTime() - INTEREST_MS),
        new Date(moment.getTime() - mostMs),
      ]);
      await this.settle(tx, source, 'WAITING', await this.isAnyLate(leads, moment, mostMs));
    });
  }

  private async isAnyLate(leads: readonly WaitingLead[], moment: Date, mostMs: number): Promise<boolean> {
    for (const projectId of new Set(leads.map((lead) => lead.projectId))) {
      const hours = await this.hours.of(projectId);
      const isLate = leads.some(
        (lead) => lead.projectId === projectId && openWaitMs(hours(lead.zoneKey), lead.receivedAt, moment) > mostMs,
      );
      if (isLate) return true;
    }
    return false;
  }

  /** Of many who find the same at once, one raises the alert. */
  private async settle(
    tx: EntityManager,
    source: string,
    reason: 'TARGET' | 'WAITING',
    isMissed: boolean,
  ): Promise<void> {
    const moment = this.clock.now();
    const key = [currentTenantId(), source];
    if (!isMissed) return void (await changedBy(tx, MET[reason], key));
    if ((await changedBy(tx, MISSED[reason], [...key, moment])) === 0) return;
    await this.outbox.record(SpeedToLeadMissed, { source, reason });
    const about = { kind: 'SPEED_TO_LEAD_MISSED' as const, reason, source, at: moment };
    await this.alerts.raise({ key: `SPEED_TO_LEAD ${reason} ${moment.toISOString()} ${source}`, ...about });
  }

  private find(tx: EntityManager, source: string): Promise<SpeedTarget | null> {
    return tx.findOneBy(SpeedTarget, { tenantId: currentTenantId(), source });
  }
}

const LATEST_WAIT = /* sql */ `
select percentile_disc($3) within group (order by open_ms) as ms, count(*)::int as leads from (
  select open_ms from lead_speeds
  where tenant_id = $1 and source = $2 and asked_at is not null and excluded is null order by asked_at desc limit $4
) latest`;

/** The first of each zone: nobody after it waits longer. Who was left out, opted out or is not to be called waits for nothing. */
const WAITING_LEADS = /* sql */ `
select s.project_id as "projectId", l.zone_key as "zoneKey", min(s.received_at) as "receivedAt"
from lead_speeds s join leads l on l.tenant_id = s.tenant_id and l.id = s.lead_id
where s.tenant_id = $1 and s.source = $2 and s.asked_at is null and s.excluded is null and s.received_at > $3 and s.received_at < $4
  and exists (
    select 1 from enrolments e join campaigns c on c.tenant_id = e.tenant_id and c.id = e.campaign_id
    where e.tenant_id = $1 and e.lead_id = s.lead_id and e.state <> 'ENDED' and c.kind = 'AUTO_CALL'
  )
group by 1, 2`;

const MISSED = {
  TARGET: `update speed_targets set missed_since = $3 where tenant_id = $1 and source = $2 and missed_since is null`,
  WAITING: `update speed_targets set waiting_since = $3 where tenant_id = $1 and source = $2 and waiting_since is null`,
};
const MET = {
  TARGET: `update speed_targets set missed_since = null where tenant_id = $1 and source = $2 and missed_since is not null`,
  WAITING: `update speed_targets set waiting_since = null where tenant_id = $1 and source = $2 and waiting_since is not null`,
};
