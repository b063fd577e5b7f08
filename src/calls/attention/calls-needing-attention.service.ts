import { Injectable } from '@nestjs/common';
import { currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { type KeysetOrder, pageBy } from '../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../platform/graphql/page';
import { Call } from '../call.entity';

/** When it became known that a call is stuck; the ends of pages are made of it, and it is never null here. */
const NEWEST_FIRST: KeysetOrder<Call> = [
  {
    expression: 'call.attentionSince',
    direction: 'DESC',
    cast: 'timestamptz',
    keyOf: (call) => call.attentionSince ?? call.createdAt,
  },
  { expression: 'call.id', direction: 'DESC', cast: 'uuid', keyOf: (call) => call.id },
];

/** Calls of the company that a person has to look after. */
@Injectable()
export class CallsNeedingAttention {
  constructor(private readonly work: UnitOfWork) {}

  /** Newest first; those that have ended since are not among them. */
  list(page: PageRequest): Promise<Page<Call>> {
    return pageBy(
      this.work,
      (tx) =>
        tx
          .createQueryBuilder(Call, 'call')
          .where('call.tenantId = :tenantId', { tenantId: currentTenantId() })
          .andWhere('call.attentionSince is not null and call.endedAt is null'),
      NEWEST_FIRST,
      page,
    );
  }
}
