import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Project } from '../leads/projects/project.entity';
import { ProjectsService } from '../leads/projects/projects.service';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { rowOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { CampaignLife } from './campaign-life.service';
import { EnrolmentsService } from './enrolments.service';
import type { CampaignStatus } from './rules/campaign-status';

/**
 * Speed to lead: a project that calls new leads at once owns a standing campaign, and every new lead of the project is enrolled
 * in it. So automatic calls keep all rules of a campaign: windows, attempts, retries, limits. Who stops that campaign stops the
 * automatic calls, until the stopped campaign is deleted: the next new lead then finds a fresh one.
 */
@Injectable()
export class AutoCaller {
  constructor(
    private readonly work: UnitOfWork,
    private readonly projects: ProjectsService,
    private readonly enrolments: EnrolmentsService,
    private readonly life: CampaignLife,
    private readonly clock: Clock,
  ) {}

  /** In so many statements however many leads. @returns the campaign they stand in now; null when nobody calls them at once. */
  async enrol(leadIds: readonly string[], projectId: string): Promise<string | null> {
    const project = await this.projects.find(projectId);
    return project?.autoCall ? this.callAll(leadIds, project) : null;
  }

  /** The same for people who are to be called at once whether the project does so or not. @throws ProjectNotFound */
  async callNow(leadIds: readonly string[], projectId: string): Promise<string | null> {
    return this.callAll(leadIds, await this.projects.get(projectId));
  }

  private callAll(leadIds: readonly string[], { id, name }: Project): Promise<string | null> {
    return this.work.run(async () => {
      const campaignId = await this.standingCampaignOf(id, name);
      if (campaignId) await this.enrolments.add(campaignId, { leadIds });
      return campaignId;
    });
  }

  /** Null while a stopped one stands in its place. */
  private async standingCampaignOf(projectId: string, projectName: string): Promise<string | null> {
    return this.work.run(async (tx) => {
      const moment = this.clock.now();
      const made = await rowOf<{ id: string }>(tx, MAKE, [
        currentTenantId(),
        uuidv7(),
        projectId,
        `New leads of ${projectName}`.slice(0, 200),
        moment,
      ]);
      if (made) {
        await tx.query('insert into campaign_progress (tenant_id, campaign_id, updated_at) values ($1, $2, $3)', [
          currentTenantId(),
          made.id,
          moment,
        ]);
        await this.life.activate(await this.life.lock(made.id), moment);
        return made.id;
      }
      const existing = await rowOf<{ id: string; status: CampaignStatus }>(tx, FIND, [currentTenantId(), projectId]);
      if (!existing) throw new Error('The standing campaign of the project has vanished.');
      return existing.status === 'CANCELLED' ? null : existing.id;
    });
  }
}

const MAKE = /* sql */ `
insert into campaigns (tenant_id, id, kind, project_id, name, daily_call_limit, max_attempts, created_at, updated_at)
values ($1, $2, 'AUTO_CALL', $3, $4, 10000, coalesce((select max_attempts from dialing_policies where tenant_id = $1), 3), $5, $5)
on conflict (tenant_id, project_id) where kind = 'AUTO_CALL' and deleted_at is null do nothing returning id`;

const FIND = /* sql */ `
select id, status from campaigns where tenant_id = $1 and project_id = $2 and kind = 'AUTO_CALL' and deleted_at is null`;
