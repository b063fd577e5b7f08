import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentTenantId } from '../platform/context/request-context';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { applyKeyset, type KeysetColumn } from '../platform/graphql/keyset';
import { type Page, pageOf, type PageRequest } from '../platform/graphql/page';
import { DialCheck } from './dial-check.entity';

const NEWEST_FIRST: readonly KeysetColumn[] = [
  { expression: 'dialCheck.decidedAt', direction: 'DESC', cast: 'timestamptz' },
  { expression: 'dialCheck.id', direction: 'DESC', cast: 'uuid' },
];

/** The receipts of decisions, to read. Only the dial gate writes them. */
@Injectable()
export class DialChecksService {
  constructor(private readonly work: UnitOfWork) {}

  /** Decisions about one lead, newest first; empty for a lead that does not exist. */
  async list(leadId: string, page: PageRequest): Promise<Page<DialCheck>> {
    const rows = await this.work.run((tx) =>
      applyKeyset(ofLead(tx, leadId), { first: page.first, after: page.after, columns: NEWEST_FIRST }).getMany(),
    );
    return pageOf(
      rows,
      page,
      (row) => [row.decidedAt, row.id],
      () => this.work.run((tx) => ofLead(tx, leadId).getCount()),
    );
  }
}

function ofLead(tx: EntityManager, leadId: string) {
  return tx
    .createQueryBuilder(DialCheck, 'dialCheck')
    .where('dialCheck.tenantId = :tenantId', { tenantId: currentTenantId() })
    .andWhere('dialCheck.leadId = :leadId', { leadId });
}
