import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { currentTenantId } from '../platform/context/request-context';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { type KeysetOrder, pageBy } from '../platform/graphql/keyset';
import type { Page, PageRequest } from '../platform/graphql/page';
import { applyFilter, type LeadListFilter, type LeadSort, orderOf } from './lead-list';
import { Lead } from './lead.entity';

type Narrow = (builder: SelectQueryBuilder<Lead>) => SelectQueryBuilder<Lead>;

/** Lists of leads, page by page. */
@Injectable()
export class LeadLists {
  constructor(private readonly work: UnitOfWork) {}

  async list(request: PageRequest, filter: LeadListFilter, sort: LeadSort): Promise<Page<Lead>> {
    return this.page(request, orderOf(sort), (all) => applyFilter(all, filter));
  }

  /** Leads that are HOT, best score first. */
  async hot(request: PageRequest, projectId?: string | null): Promise<Page<Lead>> {
    return this.page(request, orderOf('SCORE_DESC'), (all) =>
      applyFilter(all.andWhere("lead.temperature = 'HOT' AND lead.score IS NOT NULL"), { projectId }),
    );
  }

  /** Leads whose form belongs to no project, those that wait longest first. */
  async unmapped(request: PageRequest, formName?: string | null): Promise<Page<Lead>> {
    return this.page(request, orderOf('CREATED_AT_ASC'), (all) =>
      applyFilter(all.andWhere('lead.projectId IS NULL AND lead.formName IS NOT NULL'), { formName }),
    );
  }

  private async page(request: PageRequest, order: KeysetOrder<Lead>, narrow: Narrow): Promise<Page<Lead>> {
    return pageBy(this.work, (tx) => narrow(leadsOf(tx)), order, request);
  }
}

function leadsOf(tx: EntityManager): SelectQueryBuilder<Lead> {
  return tx.createQueryBuilder(Lead, 'lead').where('lead.tenantId = :tenantId', { tenantId: currentTenantId() });
}
