import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { changedBy, rowsOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { BadUserInput } from '../platform/errors/domain-error';
import { decodeCursor, encodeCursor } from '../platform/graphql/cursor';
import { LeadNews } from './lead-news.service';
import { FormMatcher } from './projects/form-matcher.service';
import { ProjectsService } from './projects/projects.service';

const BATCH = 500;
/** One call looks at so many leads in all: a second of work, well within the time a request has. */
const BATCHES = 10;

const OLDEST_FIRST = ['timestamptz', 'uuid'] as const;

export interface UnmappedLeadsProcessed {
  readonly examined: number;
  readonly mapped: number;
  /** Where the call stopped, to go on from; null when it has looked at every waiting lead. */
  readonly endCursor: string | null;
}

interface WaitingLead {
  readonly id: string;
  readonly formName: string;
  readonly createdAt: Date;
}

interface Mapping {
  readonly leadId: string;
  readonly projectId: string;
}

/** Which of the waiting leads to look at; all when `ids` is absent. */
export interface UnmappedSelection {
  readonly ids?: readonly string[] | null;
  /** The project they get whatever their form says; needs `ids`. */
  readonly projectId?: string | null;
  /** `endCursor` of an earlier call. */
  readonly after?: string | null;
}

/** Gives leads that wait without a project the project their form belongs to by now. */
@Injectable()
export class UnmappedLeads {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly news: LeadNews,
    private readonly matcher: FormMatcher,
    private readonly projects: ProjectsService,
  ) {}

  /**
   * At most 5,000 leads, oldest first, in batches of 500, each a transaction of its own. Leads that are not waiting are passed over.
   * @throws ProjectNotFound, BadUserInput
   */
  async process(selection: UnmappedSelection): Promise<UnmappedLeadsProcessed> {
    const { ids, projectId } = selection;
    if (projectId && !ids) throw new BadUserInput('projectId', 'needs the ids of the leads it is for.');
    if (projectId) await this.projects.get(projectId);
    let { after } = selection;
    let [examined, mapped] = [0, 0];
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const done = await this.processBatch({ ids, projectId, after });
      examined += done.examined;
      mapped += done.mapped;
      after = done.endCursor;
      if (!after) break;
    }
    return { examined, mapped, endCursor: after ?? null };
  }

  private async processBatch({ ids, projectId, after }: UnmappedSelection): Promise<UnmappedLeadsProcessed> {
    return this.work.run(async (tx) => {
      const waiting = await waitingAfter(tx, after, ids);
      const batch = waiting.slice(0, BATCH);
      const matches = await this.matcher.match(projectId ? [] : batch.map(({ formName }) => formName));
      const found = batch.flatMap(({ id, formName }) => {
        const match = matches.get(formName);
        const target = projectId ?? (match && match.rule !== 'NONE' ? match.projectId : null);
        return target ? [{ leadId: id, projectId: target }] : [];
      });
      const last = waiting.length > BATCH ? batch.at(-1) : undefined;
      const endCursor = last ? encodeCursor([last.createdAt, last.id]) : null;
      return { examined: batch.length, mapped: await this.map(tx, found), endCursor };
    });
  }

  /** Answers how many were still waiting. Locked in the order of phones, as arriving leads are, so that neither blocks the other. */
  private async map(tx: EntityManager, found: readonly Mapping[]): Promise<number> {
    if (found.length === 0) return 0;
    const waiting = await rowsOf<{ id: string }>(
      tx,
      'select id from leads where tenant_id = $1 and id = any($2) and project_id is null order by phone for no key update',
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
    await this.news.changed(...mapped.map(({ leadId }) => leadId));
    await this.news.mapped(...mapped);
    return mapped.length;
  }
}

/** One more than a batch, so that it shows whether others follow. */
async function waitingAfter(
  tx: EntityManager,
  after: string | null | undefined,
  ids: readonly string[] | null | undefined,
): Promise<WaitingLead[]> {
  const [createdAt = null, id = null] = after ? decodeCursor(after, OLDEST_FIRST) : [];
  return rowsOf<WaitingLead>(
    tx,
    `select id, form_name as "formName", created_at as "createdAt" from leads
     where tenant_id = $1 and project_id is null and form_name is not null and ($2::uuid[] is null or id = any($2))
       and ($3::timestamptz is null or (created_at, id) > ($3, $4::uuid))
     order by created_at, id limit $5`,
    [currentTenantId(), ids ?? null, createdAt, id, BATCH + 1],
  );
}
