import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../platform/context/request-context';
import { UnitOfWork } from '../platform/database/unit-of-work';
import type { Page, PageRequest } from '../platform/graphql/page';
import { pageOfRows, type RowList } from '../platform/graphql/row-list';
import { conditionsOf, type LeadListFilter, type LeadSort, orderOf } from './lead-list';
import { ALL_COLUMNS, type ShownLead } from './shown-lead';

export interface LeadPageRequest extends PageRequest {
  /** Those of `columnsOfLead`; all when left out. */
  readonly columns?: string;
}

/** Lists of leads, page by page. */
@Injectable()
export class LeadLists {
  constructor(private readonly work: UnitOfWork) {}

  async list(request: LeadPageRequest, filter: LeadListFilter, sort: LeadSort): Promise<Page<ShownLead>> {
    return this.page(request, sort, conditionsOf(filter));
  }

  /** Leads that are HOT, best score first. */
  async hot(request: LeadPageRequest, projectId?: string | null): Promise<Page<ShownLead>> {
    const hot = ["lead.temperature = 'HOT' and lead.score is not null", null] as const;
    return this.page(request, 'SCORE_DESC', [hot, ...conditionsOf({ projectId: projectId ?? null })]);
  }

  /** Leads whose form belongs to no project, those that wait longest first. */
  async unmapped(request: LeadPageRequest, formName?: string | null): Promise<Page<ShownLead>> {
    const waiting = ['lead.project_id is null and lead.form_name is not null', null] as const;
    return this.page(request, 'CREATED_AT_ASC', [waiting, ...conditionsOf({ formName: formName ?? null })]);
  }

  private async page(
    request: LeadPageRequest,
    sort: LeadSort,
    where: RowList<ShownLead>['where'],
  ): Promise<Page<ShownLead>> {
    const list: RowList<ShownLead> = {
      columns: request.columns ?? ALL_COLUMNS,
      from: 'leads lead',
      where: [['lead.tenant_id = ?', currentTenantId()], ...where],
      order: orderOf(sort),
      isPlannedOnce: where.length === 0,
    };
    return pageOfRows(this.work, list, request);
  }
}
