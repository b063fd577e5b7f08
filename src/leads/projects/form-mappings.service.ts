import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { isUniqueViolation, rowOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { type KeysetOrder, pageBy } from '../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../platform/graphql/page';
import { AuditTrail } from '../../tenants/audit-trail.service';
import { FormMapping } from './form-mapping.entity';
import { readName } from './project-fields';
import { FormMappingNotFound, TooManyFormMappings } from './projects.errors';
import { FormAlreadyMapped } from './projects.refusals';
import { ProjectsService } from './projects.service';

const BY_NAME: KeysetOrder<FormMapping> = [
  { expression: 'mapping.formName', direction: 'ASC', cast: 'text', keyOf: (mapping) => mapping.formName },
  { expression: 'mapping.id', direction: 'ASC', cast: 'uuid', keyOf: (mapping) => mapping.id },
];

/** Mappings of one tenant: each form that arrives is compared with all of them. */
export const MAX_MAPPINGS = 1_000;

export interface MappingSettings {
  readonly formName: string;
  readonly projectId: string;
}

/**
 * Which form belongs to which project. A mapping speaks for leads that arrive from now on; those that wait unmapped follow when
 * they are processed, and leads that have a project keep it.
 */
@Injectable()
export class FormMappingsService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly projects: ProjectsService,
    private readonly audit: AuditTrail,
  ) {}

  /** By form name. */
  async list(request: PageRequest): Promise<Page<FormMapping>> {
    const tenantId = currentTenantId();
    return pageBy(
      this.work,
      (tx) => tx.createQueryBuilder(FormMapping, 'mapping').where({ tenantId }),
      BY_NAME,
      request,
    );
  }

  /** @throws ProjectNotFound, BadUserInput, TooManyFormMappings */
  async create(settings: MappingSettings): Promise<FormMapping | FormAlreadyMapped> {
    const now = this.clock.now();
    const mapping = Object.assign(new FormMapping(), {
      tenantId: currentTenantId(),
      id: uuidv7(),
      projectId: settings.projectId,
      formName: readName('input.formName', settings.formName),
      createdAt: now,
      updatedAt: now,
    });
    return this.work.run(async (tx) => {
      await this.projects.get(mapping.projectId);
      const { tenantId } = mapping;
      if ((await tx.countBy(FormMapping, { tenantId })) >= MAX_MAPPINGS) throw new TooManyFormMappings(MAX_MAPPINGS);
      const inserted = await rowOf(
        tx,
        `insert into form_mappings (tenant_id, id, project_id, form_name, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $5) on conflict (tenant_id, lower(form_name)) do nothing returning id`,
        [mapping.tenantId, mapping.id, mapping.projectId, mapping.formName, now],
      );
      if (!inserted) return new FormAlreadyMapped();
      await this.record('form-mapping.created', mapping);
      return mapping;
    });
  }

  /** Changes what is given and keeps the rest. @throws FormMappingNotFound, ProjectNotFound, BadUserInput */
  async change(id: string, settings: Partial<MappingSettings>): Promise<FormMapping | FormAlreadyMapped> {
    const formName = settings.formName === undefined ? undefined : readName('input.formName', settings.formName);
    const tenantId = currentTenantId();
    try {
      return await this.work.run(async (tx) => {
        const mapping = await this.get(id);
        if (settings.projectId !== undefined) await this.projects.get(settings.projectId);
        const changed = {
          projectId: settings.projectId ?? mapping.projectId,
          formName: formName ?? mapping.formName,
          updatedAt: this.clock.now(),
        };
        await tx.update(FormMapping, { tenantId, id }, changed);
        await this.record('form-mapping.changed', Object.assign(mapping, changed));
        return mapping;
      });
    } catch (error) {
      if (isUniqueViolation(error, 'form_mappings_form')) return new FormAlreadyMapped();
      throw error;
    }
  }

  /** @throws FormMappingNotFound */
  async remove(id: string): Promise<FormMapping> {
    const tenantId = currentTenantId();
    return this.work.run(async (tx) => {
      const mapping = await this.get(id);
      await tx.delete(FormMapping, { tenantId, id });
      await this.record('form-mapping.removed', mapping);
      return mapping;
    });
  }

  private async get(id: string): Promise<FormMapping> {
    const tenantId = currentTenantId();
    const mapping = await this.work.single((tx) => tx.findOneBy(FormMapping, { tenantId, id }));
    if (!mapping) throw new FormMappingNotFound();
    return mapping;
  }

  private async record(action: string, mapping: FormMapping): Promise<void> {
    await this.audit.record({
      action,
      target: `form-mapping:${mapping.id}`,
      details: { projectId: mapping.projectId },
    });
  }
}
