import { Injectable } from '@nestjs/common';
import { validate as isUuid } from 'uuid';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { changedBy, rowsOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { BadUserInput } from '../platform/errors/domain-error';
import { Outbox } from '../platform/events/outbox';
import { LeadMapped, LeadUpdated } from './leads.events';
import { FormMatcher } from './projects/form-matcher.service';
import { ProjectsService } from './projects/projects.service';

const BATCH = 500;

export interface UnmappedLeadsProcessed {
  readonly examined: number;
  readonly mapped: number;
}

interface WaitingLead {
  readonly id: string;
  readonly formName: string;
  readonly position: string;
}

/** Which of the waiting leads to look at; all when `ids` is absent. */
export interface UnmappedSelection {
  readonly ids?: readonly string[] | null;
  /** The project they get whatever their form says; needs `ids`. */
  readonly projectId?: string | null;
}

/** Gives leads that wait without a project the project their form belongs to by now. */
@Injectable()
export class UnmappedLeads {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly matcher: FormMatcher,
    private readonly projects: ProjectsService,
  ) {}

  /**
   * In batches of 500, each a transaction of its own, oldest first. Leads that are not waiting are passed over.
   * @throws ProjectNotFound, BadUserInput
   */
  async process({ ids, projectId }: UnmappedSelection): Promise<UnmappedLeadsProcessed> {
    if (projectId && !ids) throw new BadUserInput('projectId', 'needs the ids of the leads it is for.');
    if (ids && !ids.every((id) => isUuid(id))) throw new BadUserInput('ids', 'must hold ids of leads.');
    if (projectId) await this.projects.get(projectId);
    let after = '';
    let examined = 0;
    let mapped = 0;
    for (;;) {
      const batch = await this.processBatch(after, ids ?? null, projectId ?? null);
      examined += batch.examined;
      mapped += batch.mapped;
      if (batch.last === undefined) return { examined, mapped };
      after = batch.last;
    }
  }

  private async processBatch(
    after: string,
    ids: readonly string[] | null,
    projectId: string | null,
  ): Promise<UnmappedLeadsProcessed & { last?: string | undefined }> {
    return this.work.run(async () => {
      const waiting = await this.waitingAfter(after, ids);
      const matches = await this.matcher.match(projectId ? [] : waiting.map(({ formName }) => formName));
      const found = waiting.flatMap(({ id, formName }) => {
        const match = matches.get(formName);
        const target = projectId ?? (match && match.rule !== 'NONE' ? match.projectId : null);
        return target ? [{ leadId: id, projectId: target }] : [];
      });
      const mapped = await this.map(found);
      const last = waiting.length === BATCH ? waiting.at(-1)?.position : undefined;
      return { examined: waiting.length, mapped, last };
    });
  }

  private async waitingAfter(after: string, ids: readonly string[] | null): Promise<WaitingLead[]> {
    return this.work.run((tx) =>
      rowsOf<WaitingLead>(
        tx,
        `select id, form_name as "formName", created_at::text || ' ' || id as position from leads
         where tenant_id = $1 and project_id is null and form_name is not null and ($2::uuid[] is null or id = any($2))
           and ($3 = '' or (created_at, id) > (left($3, -37)::timestamptz, right($3, 36)::uuid))
         order by created_at, id limit $4`,
        [currentTenantId(), ids, after, BATCH],
      ),
    );
  }

  /** Answers how many were still waiting. Locked in the order of phones, as arriving leads are, so that neither blocks the other. */
  private async map(found: readonly { leadId: string; projectId: string }[]): Promise<number> {
    if (found.length === 0) return 0;
    return this.work.run(async (tx) => {
      const waiting = await rowsOf<{ id: string }>(
        tx,
        'select id from leads where tenant_id = $1 and id = any($2) and project_id is null order by phone for update',
        [currentTenantId(), found.map(({ leadId }) => leadId)],
      );
      const stillWaiting = new Set(waiting.map(({ id }) => id));
      const mapped = found.filter(({ leadId }) => stillWaiting.has(leadId));
      await changedBy(
        tx,
        `update leads set project_id = found.project_id, updated_at = $2
         from unnest($3::uuid[], $4::uuid[]) as found (id, project_id)
         where leads.tenant_id = $1 and leads.id = found.id`,
        [
          currentTenantId(),
          this.clock.now(),
          mapped.map(({ leadId }) => leadId),
          mapped.map(({ projectId }) => projectId),
        ],
      );
      await this.outbox.recordAll(
        LeadUpdated,
        mapped.map(({ leadId }) => ({ leadId })),
      );
      await this.outbox.recordAll(LeadMapped, mapped);
      return mapped.length;
    });
  }
}
