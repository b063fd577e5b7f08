import { Injectable } from '@nestjs/common';
import { LeadsService } from '../../leads/leads.service';
import { ProjectsService } from '../../leads/projects/projects.service';
import { currentTenantId } from '../../platform/context/request-context';
import { rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { arrivalOf } from './arrival';
import { LeadHours } from './lead-hours.service';
import { LeadSpeed } from './lead-speed.entity';
import { openWaitMs } from './open-wait';

interface FollowedLead {
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
    private readonly leads: LeadsService,
    private readonly projects: ProjectsService,
    private readonly hours: LeadHours,
  ) {}

  /** A lead got its project. @returns whether it is now waited for; false when it is so already. */
  async receive(leadId: string, projectId: string, mappedAt: Date): Promise<boolean> {
    const project = await this.projects.find(projectId);
    if (!project?.autoCall) return false;
    return this.work.run(async (tx) => {
      const lead = await this.leads.get(leadId);
      const form = await rowOf<{ at: Date }>(tx, LAST_FORM, [currentTenantId(), leadId, mappedAt]);
      const { createdAt, importId, lastImportId } = lead;
      const isImported = (importId ?? lastImportId) !== null;
      const arrival = arrivalOf({ mappedAt, createdAt, formAt: form?.at ?? null, isImported });
      const hours = (await this.hours.of(projectId))(lead.zoneKey);
      const inHours = hours(arrival.receivedAt).isOpen;
      const row = { tenantId: currentTenantId(), leadId, projectId, source: lead.source, inHours, ...arrival };
      const { raw } = await tx
        .createQueryBuilder()
        .insert()
        .into(LeadSpeed)
        .values(row)
        .orIgnore()
        .returning('lead_id')
        .execute();
      return (raw as unknown[]).length > 0;
    });
  }

  /** One of its calls moved, whoever asked for the call. @returns the source when a figure has changed, null otherwise. */
  async follow(leadId: string): Promise<string | null> {
    return this.work.run(async (tx) => {
      const lead = await rowOf<FollowedLead>(tx, FOLLOWED, [currentTenantId(), leadId]);
      if (!lead) return null;
      const { projectId, receivedAt, zoneKey, firstAskedAt: askedAt, firstAnsweredAt: answeredAt } = lead;
      if (isSame(askedAt, lead.askedAt) && isSame(answeredAt, lead.answeredAt)) return null;
      const hours = askedAt && (await this.hours.of(projectId))(zoneKey);
      const openMs = hours ? String(openWaitMs(hours, receivedAt, askedAt)) : null;
      const key = { tenantId: currentTenantId(), leadId };
      await tx.update(LeadSpeed, key, { askedAt, answeredAt, openMs });
      return lead.excluded ? null : lead.source;
    });
  }
}

function isSame(a: Date | null, b: Date | null): boolean {
  return a?.getTime() === b?.getTime();
}

const LAST_FORM = /* sql */ `
select received_at as at from intake_events where tenant_id = $1 and lead_id = $2 and received_at <= $3::timestamptz + interval '5 seconds'
order by received_at desc limit 1`;

/** Calls the carrier proved it never made do not count; a machine is nobody. */
const FOLLOWED = /* sql */ `
select s.project_id as "projectId", s.source, l.zone_key as "zoneKey", s.received_at as "receivedAt", s.asked_at as "askedAt",
  s.answered_at as "answeredAt", s.excluded, c.asked as "firstAskedAt", c.answered as "firstAnsweredAt"
from lead_speeds s join leads l on l.tenant_id = s.tenant_id and l.id = s.lead_id
cross join lateral (
  select min(dial_started_at) as asked, min(answered_at) filter (where coalesce(answered_by, 'HUMAN') not in ('MACHINE', 'FAX')) as answered
  from calls where tenant_id = $1 and lead_id = $2 and dial_started_at >= s.received_at and not not_placed
) c
where s.tenant_id = $1 and s.lead_id = $2`;
