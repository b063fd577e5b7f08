import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ProjectsService } from '../../leads/projects/projects.service';
import { currentTenantId } from '../../platform/context/request-context';
import { changedBy, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { arrivalOf, type NewcomerFacts } from './arrival';
import { LeadHours, type ZoneHours } from './lead-hours.service';
import type { LeadSpeed } from './lead-speed.entity';
import { openWaitMs } from './open-wait';

interface ArrivedLead extends Omit<NewcomerFacts, 'mappedAt'> {
  readonly id: string;
  readonly source: string;
  readonly zoneKey: string;
}

interface FollowedLead {
  readonly id: string;
  readonly projectId: string;
  readonly source: string;
  readonly zoneKey: string;
  readonly receivedAt: Date;
  readonly askedAt: Date | null;
  readonly answeredAt: Date | null;
  /** As the calls of the lead have it. */
  readonly firstAskedAt: Date | null;
  readonly firstAnsweredAt: Date | null;
  readonly excluded: LeadSpeed['excluded'];
}

/** Keeps one row for each lead that a project calls at once: received, asked for at the carrier, answered. */
@Injectable()
export class SpeedLedger {
  constructor(
    private readonly work: UnitOfWork,
    private readonly projects: ProjectsService,
    private readonly hours: LeadHours,
  ) {}

  /**
   * Leads got this project. One whose hours cannot be told holds none of the others up. @returns whether any is waited for as of now that
   * was not before.
   * @throws the first fault, once the others are written.
   */
  async receive(leadIds: readonly string[], projectId: string, mappedAt: Date): Promise<boolean> {
    const project = await this.projects.find(projectId);
    if (!project?.autoCall) return false;
    const faults: unknown[] = [];
    const isAnyNew = await this.work.run(async (tx) => {
      const arrivals = await rowsOf<ArrivedLead>(tx, ARRIVED, [currentTenantId(), leadIds, mappedAt]);
      const isOpenAt = openings(await this.hours.of(projectId));
      const rows = arrivals.flatMap((lead) => {
        try {
          const arrival = arrivalOf({ ...lead, mappedAt });
          return [
            { ...arrival, id: lead.id, source: lead.source, inHours: isOpenAt(lead.zoneKey, arrival.receivedAt) },
          ];
        } catch (error) {
          faults.push(error);
          return [];
        }
      });
      const begun = await rowsOf<{ id: string }>(tx, BEGIN, [currentTenantId(), projectId, JSON.stringify(rows)]);
      // Their first calls may have been faster than this.
      if (begun.length > 0)
        await this.look(
          tx,
          begun.map(({ id }) => id),
        );
      return begun.length > 0;
    });
    if (faults.length > 0) throw faults[0];
    return isAnyNew;
  }

  /** Calls of these leads moved, whoever asked for the calls. @returns the sources whose figures have changed. */
  async follow(leadIds: readonly string[]): Promise<string[]> {
    return this.work.run(async (tx) => {
      const kept = await rowsOf<{ id: string }>(tx, LOCK, [currentTenantId(), leadIds]);
      return kept.length > 0
        ? this.look(
            tx,
            kept.map(({ id }) => id),
          )
        : [];
    });
  }

  /** The rows are the caller's: nobody else writes them meanwhile. */
  private async look(tx: EntityManager, leadIds: readonly string[]): Promise<string[]> {
    const leads = await rowsOf<FollowedLead>(tx, FOLLOWED, [currentTenantId(), leadIds]);
    const moved = leads.filter(
      (lead) => !isSame(lead.firstAskedAt, lead.askedAt) || !isSame(lead.firstAnsweredAt, lead.answeredAt),
    );
    if (moved.length === 0) return [];
    await changedBy(tx, MOVE, [currentTenantId(), JSON.stringify(await this.movesOf(moved))]);
    return [...new Set(moved.flatMap(({ excluded, source }) => (excluded ? [] : [source])))];
  }

  private async movesOf(moved: readonly FollowedLead[]): Promise<object[]> {
    const hoursOf = new Map<string, ZoneHours>();
    for (const projectId of new Set(moved.flatMap((lead) => (lead.firstAskedAt ? [lead.projectId] : []))))
      hoursOf.set(projectId, await this.hours.of(projectId));
    return moved.map(({ id, projectId, zoneKey, receivedAt, firstAskedAt, firstAnsweredAt }) => {
      const hours = firstAskedAt && hoursOf.get(projectId)?.(zoneKey);
      const openMs = hours ? openWaitMs(hours, receivedAt, firstAskedAt) : null;
      return { id, askedAt: firstAskedAt, answeredAt: firstAnsweredAt, openMs };
    });
  }
}

/** Whether a zone is open at a moment; of many leads of one moment each zone is looked at once. */
function openings(hoursOf: ZoneHours): (zoneKey: string, moment: Date) => boolean {
  const known = new Map<string, boolean>();
  return (zoneKey, moment) => {
    const key = `${moment.getTime()} ${zoneKey}`;
    const isOpen = known.get(key) ?? hoursOf(zoneKey)(moment).isOpen;
    known.set(key, isOpen);
    return isOpen;
  };
}

function isSame(a: Date | null, b: Date | null): boolean {
  return a?.getTime() === b?.getTime();
}

/** A form is stored with its lead or a moment later, and is told of as having come before. */
const ARRIVED = /* sql */ `
select l.id, l.source, l.zone_key as "zoneKey", l.created_at as "createdAt", coalesce(l.import_id, l.last_import_id) is not null as "isImported",
  (select max(f.received_at) from intake_events f where f.tenant_id = $1 and f.lead_id = l.id
    and f.received_at <= $3::timestamptz + interval '5 seconds') as "formAt"
from leads l where l.tenant_id = $1 and l.id = any($2)`;

/** In the order of ids, so that two deliveries of one fact wait for each other. */
const BEGIN = /* sql */ `
insert into lead_speeds (tenant_id, lead_id, project_id, source, received_at, in_hours, excluded)
select $1, id, $2, source, "receivedAt", "inHours", excluded
from json_to_recordset($3::json) as fresh (id uuid, source text, "receivedAt" timestamptz, "inHours" boolean, excluded text)
order by id
on conflict (tenant_id, lead_id) do nothing returning lead_id as id`;

const MOVE = /* sql */ `
update lead_speeds s set asked_at = moved."askedAt", answered_at = moved."answeredAt", open_ms = moved."openMs"
from json_to_recordset($2::json) as moved (id uuid, "askedAt" timestamptz, "answeredAt" timestamptz, "openMs" bigint)
where s.tenant_id = $1 and s.lead_id = moved.id`;

/** Of two facts of one lead that are followed at once, the second reads the calls anew: or it might write what the first has seen. */
const LOCK = /* sql */ `
select lead_id as id from lead_speeds where tenant_id = $1 and lead_id = any($2) order by lead_id for no key update`;

/** Calls the carrier proved it never made do not count; a machine is nobody. */
const FOLLOWED = /* sql */ `
select s.lead_id as id, s.project_id as "projectId", s.source, l.zone_key as "zoneKey", s.received_at as "receivedAt", s.asked_at as "askedAt",
  s.answered_at as "answeredAt", s.excluded, c.asked as "firstAskedAt", c.answered as "firstAnsweredAt"
from lead_speeds s join leads l on l.tenant_id = s.tenant_id and l.id = s.lead_id
cross join lateral (
  select min(dial_started_at) as asked, min(answered_at) filter (where coalesce(answered_by, 'HUMAN') not in ('MACHINE', 'FAX')) as answered
  from calls where tenant_id = $1 and lead_id = s.lead_id and dial_started_at >= s.received_at and not not_placed
) c
where s.tenant_id = $1 and s.lead_id = any($2)`;
