import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { currentTenantId } from '../../../platform/context/request-context';
import { ROW_LOCK, rowsOf, selectList } from '../../../platform/database/sql';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { NotFound } from '../../../platform/errors/domain-error';
import { type KeysetOrder, pageBy } from '../../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../../platform/graphql/page';
import { EndpointSwitch } from '../endpoints/endpoint-switch.service';
import { WebhookEndpoint } from '../endpoints/webhook-endpoint.entity';
import { WebhookEndpoints } from '../endpoints/webhook-endpoints.service';
import { type SentEvent, TEST_EVENT } from '../webhook-events';
import { WebhookPlanner } from '../webhook-planner.service';
import { type WebhookAttempt, WebhookDelivery, type WebhookDeliveryStatus } from './webhook-delivery.entity';

export interface DeliveryCriteria {
  readonly endpointId?: string | null;
  readonly statuses?: readonly WebhookDeliveryStatus[] | null;
  readonly events?: readonly SentEvent[] | null;
}

export type Sent =
  | { readonly kind: 'PLANNED'; readonly delivery: WebhookDelivery }
  /** Nothing is sent there. */
  | { readonly kind: 'NOT_ACTIVE' }
  /** It is on its way already. */
  | { readonly kind: 'IS_WAITING' };

/** Latest first. */
const ORDER: KeysetOrder<WebhookDelivery> = [
  { expression: 'delivery.createdAt', direction: 'DESC', cast: 'timestamptz', keyOf: ({ createdAt }) => createdAt },
  { expression: 'delivery.id', direction: 'DESC', cast: 'uuid', keyOf: ({ id }) => id },
];

const MOST_ATTEMPTS = 100;
const SHOWN = ['deliveryId', 'attempt', 'at', 'latencyMs', 'responseStatus', 'response', 'error'];

/** What was sent, and what is sent again because somebody wants it. */
@Injectable()
export class WebhookDeliveries {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly endpoints: WebhookEndpoints,
    private readonly planner: WebhookPlanner,
    private readonly means: EndpointSwitch,
  ) {}

  page(request: PageRequest, { endpointId, statuses, events }: DeliveryCriteria): Promise<Page<WebhookDelivery>> {
    const where = {
      tenantId: currentTenantId(),
      ...(endpointId ? { endpointId } : {}),
      ...(statuses?.length ? { status: In([...statuses]) } : {}),
      ...(events?.length ? { event: In([...events]) } : {}),
    };
    return pageBy(this.work, (tx) => tx.createQueryBuilder(WebhookDelivery, 'delivery').where(where), ORDER, request);
  }

  /** By delivery, oldest first: the latest 100 of each. */
  async attemptsOf(deliveryIds: readonly string[]): Promise<Map<string, WebhookAttempt[]>> {
    const found = await this.work.single((tx) =>
      rowsOf<WebhookAttempt>(tx, ATTEMPTS, [currentTenantId(), deliveryIds, MOST_ATTEMPTS]),
    );
    const byDelivery = new Map<string, WebhookAttempt[]>(deliveryIds.map((id) => [id, []]));
    for (const attempt of found) byDelivery.get(attempt.deliveryId)?.push(attempt);
    return byDelivery;
  }

  /** Something to try the endpoint with, sent once; while one is on its way it is that one. @throws NotFound */
  test(endpointId: string): Promise<Sent> {
    return this.work.run(async (tx) => {
      const { tenantId, status } = await this.endpoints.hold(tx, endpointId);
      if (status !== 'ACTIVE') return { kind: 'NOT_ACTIVE' };
      const waiting = await tx.findOneBy(WebhookDelivery, {
        tenantId,
        endpointId,
        event: TEST_EVENT,
        status: 'WAITING',
      });
      if (waiting) return { kind: 'PLANNED', delivery: waiting };
      const id = await this.planner.planTest(tx, endpointId);
      await this.means.note('webhook-endpoint.tested', endpointId);
      return { kind: 'PLANNED', delivery: await tx.findOneByOrFail(WebhookDelivery, { tenantId, id }) };
    });
  }

  /** Sends the same words again, under the same message id, with all its retries. @throws NotFound */
  replay(id: string): Promise<Sent> {
    return this.work.run(async (tx) => {
      const key = { tenantId: currentTenantId(), id };
      const found = await tx.findOneBy(WebhookDelivery, key);
      if (!found) throw new NotFound('Webhook delivery');
      const { tenantId, endpointId } = found;
      const held = { where: { tenantId, id: endpointId }, lock: ROW_LOCK } as const;
      const { status } = await tx.findOneOrFail(WebhookEndpoint, held);
      if (status !== 'ACTIVE') return { kind: 'NOT_ACTIVE' };
      const anew = { status: 'WAITING', tries: 0, dueAt: this.clock.now(), settledAt: null } as const;
      const moved = await tx.update(WebhookDelivery, { ...key, status: In(['DELIVERED', 'FAILED']) }, anew);
      if (moved.affected !== 1) return { kind: 'IS_WAITING' };
      this.planner.ring([endpointId]);
      await this.means.note('webhook-delivery.replayed', endpointId, { delivery: id });
      return { kind: 'PLANNED', delivery: await tx.findOneByOrFail(WebhookDelivery, key) };
    });
  }
}

const ATTEMPTS = /* sql */ `
select a.* from unnest($2::uuid[]) as wanted (id) cross join lateral (
  select ${selectList('w', SHOWN)} from webhook_attempts w where w.tenant_id = $1 and w.delivery_id = wanted.id
  order by w.attempt desc limit $3
) a order by a.attempt`;
