import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { currentTenantId } from '../../platform/context/request-context';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { type KeysetOrder, pageBy } from '../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../platform/graphql/page';
import { Callback, type CallbackStatus } from './callback.entity';

export interface CallbackSelection {
  readonly statuses?: readonly CallbackStatus[] | null;
  readonly campaignId?: string | null;
  readonly leadId?: string | null;
}

const SOONEST_FIRST: KeysetOrder<Callback> = [
  {
    expression: 'callback.promisedAt',
    direction: 'ASC',
    cast: 'timestamptz',
    keyOf: (callback) => callback.promisedAt,
  },
  { expression: 'callback.id', direction: 'ASC', cast: 'uuid', keyOf: (callback) => callback.id },
];

/** Promised callbacks as operators see them. */
@Injectable()
export class Callbacks {
  constructor(private readonly work: UnitOfWork) {}

  /** In the order of their promised times. */
  list(selection: CallbackSelection, page: PageRequest): Promise<Page<Callback>> {
    return pageBy(this.work, (tx) => selected(tx, selection), SOONEST_FIRST, page);
  }

  /** How many of each campaign stand where. */
  countsOf(campaignIds: readonly string[]): Promise<{ campaignId: string; status: CallbackStatus; count: number }[]> {
    return this.work.single((tx) =>
      rowsOf(
        tx,
        `select campaign_id as "campaignId", status, count(*)::int as count from callbacks
         where tenant_id = $1 and campaign_id = any($2) group by 1, 2`,
        [currentTenantId(), campaignIds],
      ),
    );
  }
}

function selected(
  tx: EntityManager,
  { statuses, campaignId, leadId }: CallbackSelection,
): SelectQueryBuilder<Callback> {
  const query = tx
    .createQueryBuilder(Callback, 'callback')
    .where('callback.tenantId = :tenantId', { tenantId: currentTenantId() });
  if (statuses?.length) query.andWhere('callback.status = any(:statuses)', { statuses });
  if (campaignId) query.andWhere('callback.campaignId = :campaignId', { campaignId });
  if (leadId) query.andWhere('callback.leadId = :leadId', { leadId });
  return query;
}
