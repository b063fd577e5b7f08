import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { isUniqueViolation, rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { type KeysetOrder, pageBy } from '../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../platform/graphql/page';
import { AuditTrail } from '../../tenants/audit-trail.service';
import { readKeywords, readName } from './project-fields';
import { Project } from './project.entity';
import { ProjectNotFound } from './projects.errors';
import { ProjectNameTaken } from './projects.refusals';

const OLDEST_FIRST: KeysetOrder<Project> = [
  { expression: 'project.createdAt', direction: 'ASC', cast: 'timestamptz', keyOf: (project) => project.createdAt },
  { expression: 'project.id', direction: 'ASC', cast: 'uuid', keyOf: (project) => project.id },
];

export interface ProjectSettings {
  readonly name: string;
  readonly keywords?: readonly string[] | null;
  readonly autoCall?: boolean | null;
}

/** What is being sold, per tenant. */
@Injectable()
export class ProjectsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws ProjectNotFound */
  async get(id: string): Promise<Project> {
    const project = await this.find(id);
    if (!project) throw new ProjectNotFound();
    return project;
  }

  async find(id: string): Promise<Project | null> {
    const tenantId = currentTenantId();
    return this.work.single((tx) => tx.findOneBy(Project, { tenantId, id }));
  }

  /** The projects that exist, by id; one statement. */
  async getMany(ids: readonly string[]): Promise<Map<string, Project>> {
    if (ids.length === 0) return new Map();
    const tenantId = currentTenantId();
    const rows = await this.work.single((tx) => tx.findBy(Project, { tenantId, id: In([...new Set(ids)]) }));
    return new Map(rows.map((project) => [project.id, project]));
  }

  /** Oldest first. */
  async list(request: PageRequest): Promise<Page<Project>> {
    const tenantId = currentTenantId();
    return pageBy(
      this.work,
      (tx) => tx.createQueryBuilder(Project, 'project').where({ tenantId }),
      OLDEST_FIRST,
      request,
    );
  }

  /** @throws BadUserInput naming the field below `input`. */
  async create(settings: ProjectSettings): Promise<Project | ProjectNameTaken> {
    const now = this.clock.now();
    const project = Object.assign(new Project(), {
      tenantId: currentTenantId(),
      id: uuidv7(),
      name: readName('input.name', settings.name),
      keywords: readKeywords('input.keywords', settings.keywords ?? []),
      autoCall: settings.autoCall ?? false,
      createdAt: now,
      updatedAt: now,
    });
    return this.work.run(async (tx) => {
      const inserted = await rowOf(
        tx,
        `insert into projects (tenant_id, id, name, keywords, auto_call, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $6) on conflict (tenant_id, lower(name)) do nothing returning id`,
        [project.tenantId, project.id, project.name, project.keywords, project.autoCall, now],
      );
      if (!inserted) return new ProjectNameTaken();
      await this.audit.record({
        action: 'project.created',
        target: `project:${project.id}`,
        details: { autoCall: project.autoCall },
      });
      return project;
    });
  }

  /** Changes what is given and keeps the rest. @throws ProjectNotFound, BadUserInput */
  async change(id: string, settings: Partial<ProjectSettings>): Promise<Project | ProjectNameTaken> {
    const changes = {
      ...(settings.name === undefined ? {} : { name: readName('input.name', settings.name) }),
      ...(settings.keywords ? { keywords: readKeywords('input.keywords', settings.keywords) } : {}),
      ...(typeof settings.autoCall === 'boolean' ? { autoCall: settings.autoCall } : {}),
    };
    const tenantId = currentTenantId();
    try {
      return await this.work.run(async (tx) => {
        const project = await this.get(id);
        if (Object.keys(changes).length === 0) return project;
        const changed = { ...changes, updatedAt: this.clock.now() };
        await tx.update(Project, { tenantId, id }, changed);
        await this.audit.record({
          action: 'project.changed',
          target: `project:${id}`,
          details: { fields: Object.keys(changes) },
        });
        return Object.assign(project, changed);
      });
    } catch (error) {
      if (isUniqueViolation(error, 'projects_name')) return new ProjectNameTaken();
      throw error;
    }
  }
}
