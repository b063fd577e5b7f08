import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { currentTenantId } from '../platform/context/request-context';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { type KeysetOrder, pageBy } from '../platform/graphql/keyset';
import type { Page, PageRequest } from '../platform/graphql/page';
import { DialCheck } from './dial-check.entity';

const NEWEST_FIRST: KeysetOrder<DialCheck> = [
  { expression: 'dialCheck.decidedAt', direction: 'DESC', cast: 'timestamptz', keyOf: (check) => check.decidedAt },
  { expression: 'dialCheck.id', direction: 'DESC', cast: 'uuid', keyOf: (check) => check.id },
];

/** The receipts of decisions, to read. Only the dial gate writes them. */
@Injectable()
export class DialChecksService {
  constructor(private readonly work: UnitOfWork) {}

  /** Decisions about one lead, newest first; empty for a lead that does not exist. */
  async list(leadId: string, page: PageRequest): Promise<Page<DialCheck>> {
    return pageBy(this.work, (tx) => ofLead(tx, leadId), NEWEST_FIRST, page);
  }
}

function ofLead(tx: EntityManager, leadId: string) {
  return tx
    .createQueryBuilder(DialCheck, 'dialCheck')
    .where('dialCheck.tenantId = :tenantId', { tenantId: currentTenantId() })
    .andWhere('dialCheck.leadId = :leadId', { leadId });
}
