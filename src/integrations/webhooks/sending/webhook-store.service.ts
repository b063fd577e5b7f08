import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { currentTenantId } from '../../../platform/context/request-context';
import { changedBy, rowsOf } from '../../../platform/database/sql';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { WebhookDelivery } from '../deliveries/webhook-delivery.entity';
import { WebhookEndpoint } from '../endpoints/webhook-endpoint.entity';

/** Longer than an attempt may take, with what is written before and after. */
const LEASE_MS = 30_000;
/** Deliveries sent to one endpoint at once. */
export const BATCH = 4;
/** How long what is settled can be looked up, and replayed. */
const KEPT_MS = 30 * 24 * 3_600_000;

export interface DueEndpoint {
  readonly tenantId: string;
  readonly id: string;
  readonly isSlow: boolean;
}

export type Taken =
  | { readonly kind: 'BATCH'; readonly endpoint: WebhookEndpoint; readonly deliveries: readonly WebhookDelivery[] }
  /** It is for the lanes of those who answer otherwise: quickly, or slowly. */
  | { readonly kind: 'OTHER_PACE' }
  | { readonly kind: 'NOTHING' };

/** Who sends to which endpoint. One at a time does, in all processes, so an endpoint has `BATCH` requests at once and no more. */
@Injectable()
export class WebhookStore {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Takes the lease of an endpoint, and the deliveries that are due there the longest. */
  take(endpointId: string, isSlow: boolean): Promise<Taken> {
    const tenantId = currentTenantId();
    const now = this.clock.now();
    const until = new Date(now.getTime() + LEASE_MS);
    return this.work.run(async (tx) => {
      const isTaken = (await changedBy(tx, TAKE, [tenantId, endpointId, now, until, isSlow])) === 1;
      const endpoint = await tx.findOneBy(WebhookEndpoint, { tenantId, id: endpointId });
      if (!endpoint || !isTaken)
        return { kind: endpoint && endpoint.isSlow !== isSlow ? 'OTHER_PACE' : 'NOTHING' } as const;
      const rows = await rowsOf<{ id: string }>(tx, CLAIM, [tenantId, endpointId, now, BATCH]);
      const where = { tenantId, id: In(rows.map(({ id }) => id)) };
      const deliveries = await tx.find(WebhookDelivery, { where, order: { dueAt: 'ASC', id: 'ASC' } });
      return { kind: 'BATCH', endpoint, deliveries } as const;
    });
  }

  /** Gives the lease back, if it is still the one that was taken. */
  async release({ id, leaseUntil }: WebhookEndpoint, isSlow: boolean): Promise<void> {
    await this.work.single((tx) => changedBy(tx, RELEASE, [currentTenantId(), id, leaseUntil, isSlow]));
  }

  /** Endpoints of all companies where something is due and nobody sends, those that waited longest first. */
  due(limit: number): Promise<DueEndpoint[]> {
    return this.work.singleAsPlatform('find webhooks that are due', (tx) =>
      rowsOf<DueEndpoint>(tx, DUE, [this.clock.now(), limit]),
    );
  }

  /** Of all companies. @returns how many there were. */
  forgetOld(limit: number): Promise<number> {
    const before = new Date(this.clock.now().getTime() - KEPT_MS);
    return this.work.singleAsPlatform('delete old deliveries of webhooks', (tx) =>
      changedBy(tx, FORGET, [before, limit]),
    );
  }
}

const IS_DUE = /* sql */ `e.status = 'ACTIVE' and (e.lease_until is null or e.lease_until <= MOMENT)
  and (e.throttled_until is null or e.throttled_until <= MOMENT) and exists (
    select 1 from webhook_deliveries d
    where d.tenant_id = e.tenant_id and d.endpoint_id = e.id and d.status = 'WAITING' and d.due_at <= MOMENT)`;

const TAKE = /* sql */ `
update webhook_endpoints e set lease_until = $4, attended_at = $3
where e.tenant_id = $1 and e.id = $2 and e.is_slow = $5 and ${IS_DUE.replaceAll('MOMENT', '$3')}`;

const CLAIM = /* sql */ `
update webhook_deliveries d set attempts = attempts + 1, tries = tries + 1
from (
  select id from webhook_deliveries where tenant_id = $1 and endpoint_id = $2 and status = 'WAITING' and due_at <= $3
  order by due_at, id limit $4
) as due
where d.tenant_id = $1 and d.id = due.id returning d.id`;

const RELEASE = /* sql */ `
update webhook_endpoints set lease_until = null, is_slow = $4 where tenant_id = $1 and id = $2 and lease_until = $3`;

const DUE = /* sql */ `
select e.tenant_id as "tenantId", e.id, e.is_slow as "isSlow" from webhook_endpoints e
where ${IS_DUE.replaceAll('MOMENT', '$1')} order by e.attended_at nulls first, e.tenant_id, e.id limit $2`;

const FORGET = /* sql */ `
delete from webhook_deliveries where (tenant_id, id) in (
  select tenant_id, id from webhook_deliveries where status <> 'WAITING' and settled_at < $1 order by settled_at limit $2)`;
