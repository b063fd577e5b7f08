import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { advisoryLock, rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { NotFound } from '../../platform/errors/domain-error';
import { JobBell } from '../../platform/queues/job-bell';
import { RescoreLeads, type RescoringJob } from '../qualification.jobs';
import { RubricsService } from '../rubrics/rubrics.service';
import { Rescoring } from './rescoring.entity';

/** A rescoring nobody has moved for so long lost its bell, or its worker. */
const SILENT_MS = 10_000;
const SWEEP_BATCH = 20;

/** Rescorings, begun and looked up. */
@Injectable()
export class RescoringsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly rubrics: RubricsService,
    private readonly bell: JobBell,
  ) {}

  /** Applies the newest version of a rubric; while that is under way, asking again answers the same. @throws NotFound */
  async begin(rubricId: string): Promise<Rescoring> {
    return this.work.run(async (tx) => {
      const tenantId = currentTenantId();
      await advisoryLock(tx, `rescoring:${tenantId}:${rubricId}`);
      const { version: rubricVersion } = await this.rubrics.get(rubricId);
      const running = await tx.findOneBy(Rescoring, { tenantId, rubricId, status: 'RUNNING' });
      if (running?.rubricVersion === rubricVersion) return running;
      if (running) await this.supersede(tx, running);
      const made = await this.create(tx, { tenantId, rubricId, rubricVersion });
      this.work.afterCommit(() => this.bell.ring(RescoreLeads, { tenantId, rescoringId: made.id }));
      return made;
    });
  }

  /** @throws NotFound */
  async get(id: string): Promise<Rescoring> {
    const found = await this.work.single((tx) => tx.findOneBy(Rescoring, { tenantId: currentTenantId(), id }));
    if (!found) throw new NotFound('Rescoring');
    return found;
  }

  /** Those of all tenants that stand still. */
  async silent(): Promise<RescoringJob[]> {
    return this.work.singleAsPlatform('find rescorings that stand still', (tx) =>
      rowsOf<RescoringJob>(
        tx,
        `select tenant_id as "tenantId", id as "rescoringId" from rescorings
         where status = 'RUNNING' and updated_at <= $1 order by updated_at limit $2`,
        [new Date(this.clock.now().getTime() - SILENT_MS), SWEEP_BATCH],
      ),
    );
  }

  private async supersede(tx: EntityManager, { tenantId, id }: Rescoring): Promise<void> {
    const now = this.clock.now();
    await tx.update(Rescoring, { tenantId, id }, { status: 'SUPERSEDED', updatedAt: now, endedAt: now });
  }

  private async create(
    tx: EntityManager,
    of: Pick<Rescoring, 'tenantId' | 'rubricId' | 'rubricVersion'>,
  ): Promise<Rescoring> {
    const now = this.clock.now();
    const counts = { lastLeadId: null, leadsSeen: 0, leadsChanged: 0, startedAt: now, updatedAt: now, endedAt: null };
    const rescoring = tx.create(Rescoring, { ...of, id: uuidv7(), status: 'RUNNING', ...counts });
    await tx.insert(Rescoring, rescoring);
    return rescoring;
  }
}
