import { Injectable } from '@nestjs/common';
import { type EntityManager, In, Not } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../../platform/clock/clock';
import { AppConfig } from '../../../platform/config/config';
import { currentTenantId } from '../../../platform/context/request-context';
import { advisoryLock, ROW_LOCK } from '../../../platform/database/sql';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import { NotFound } from '../../../platform/errors/domain-error';
import { type KeysetOrder, pageBy } from '../../../platform/graphql/keyset';
import type { Page, PageRequest } from '../../../platform/graphql/page';
import { newWebhookSecret } from '../sending/webhook-signature';
import type { WebhookEvent } from '../webhook-events';
import { WebhookSecrets } from '../webhook-secrets.service';
import { checkedUrl, hostOf, type UrlFault } from '../webhook-url';
import { EndpointSwitch } from './endpoint-switch.service';
import { WebhookEndpoint } from './webhook-endpoint.entity';

export interface NewEndpoint {
  readonly url: string;
  readonly events: readonly WebhookEvent[];
}

/** An endpoint at the one moment its secret is shown. */
export interface IssuedEndpoint {
  readonly kind: 'ISSUED';
  readonly endpoint: WebhookEndpoint;
  readonly secret: string;
}

export type EndpointMade =
  IssuedEndpoint | { readonly kind: 'URL_REFUSED'; readonly fault: UrlFault } | { readonly kind: 'TOO_MANY' };

/** Most endpoints of one company. */
export const MOST_ENDPOINTS = 10;
/** How long the secret before the last signs beside it. */
export const GRACE_MS = 24 * 3_600_000;

const ORDER: KeysetOrder<WebhookEndpoint> = [
  { expression: 'endpoint.createdAt', direction: 'ASC', cast: 'timestamptz', keyOf: (endpoint) => endpoint.createdAt },
  { expression: 'endpoint.id', direction: 'ASC', cast: 'uuid', keyOf: (endpoint) => endpoint.id },
];

/** Where a company wants to be told: kept, and given secrets. */
@Injectable()
export class WebhookEndpoints {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly secrets: WebhookSecrets,
    private readonly means: EndpointSwitch,
  ) {}

  /** Oldest first, without those that were removed. */
  list(page: PageRequest): Promise<Page<WebhookEndpoint>> {
    const where = { tenantId: currentTenantId(), status: Not('REMOVED' as const) };
    return pageBy(this.work, (tx) => tx.createQueryBuilder(WebhookEndpoint, 'endpoint').where(where), ORDER, page);
  }

  /** By id, those that were removed included: what was sent there is still shown. */
  async byIds(ids: readonly string[]): Promise<Map<string, WebhookEndpoint>> {
    const where = { tenantId: currentTenantId(), id: In([...ids]) };
    const found = await this.work.single((tx) => tx.findBy(WebhookEndpoint, where));
    return new Map(found.map((endpoint) => [endpoint.id, endpoint]));
  }

  create({ url: text, events }: NewEndpoint): Promise<EndpointMade> {
    return this.work.run(async (tx) => {
      const url = checkedUrl(text, this.config.webhooks);
      if (typeof url === 'string') return { kind: 'URL_REFUSED', fault: url };
      const tenantId = currentTenantId();
      await advisoryLock(tx, `webhook-endpoints:${tenantId}`);
      const others = await tx.countBy(WebhookEndpoint, { tenantId, status: Not('REMOVED' as const) });
      if (others >= MOST_ENDPOINTS) return { kind: 'TOO_MANY' };
      const [key, secret] = [{ tenantId, id: uuidv7() }, newWebhookSecret()];
      await tx.insert(WebhookEndpoint, {
        ...key,
        url: url.href,
        events: [...new Set(events)],
        secret: this.secrets.seal(key, secret),
        createdAt: this.clock.now(),
        updatedAt: this.clock.now(),
      });
      await this.means.note('webhook-endpoint.created', key.id, { host: hostOf(url), events });
      return { kind: 'ISSUED', endpoint: await tx.findOneByOrFail(WebhookEndpoint, key), secret };
    });
  }

  /**
   * A new secret at once; the old one signs beside it for a day. Of three at once the oldest signs no more.
   * @throws NotFound
   */
  rotate(id: string): Promise<IssuedEndpoint> {
    return this.work.run(async (tx) => {
      const { tenantId, secret: previousSecret } = await this.hold(tx, id);
      const [key, secret, now] = [{ tenantId, id }, newWebhookSecret(), this.clock.now()];
      await tx.update(WebhookEndpoint, key, {
        secret: this.secrets.seal(key, secret),
        previousSecret,
        previousUntil: new Date(now.getTime() + GRACE_MS),
        updatedAt: now,
      });
      await this.means.note('webhook-endpoint.secret-rotated', id);
      return { kind: 'ISSUED', endpoint: await tx.findOneByOrFail(WebhookEndpoint, key), secret };
    });
  }

  /** The endpoint for the time of the transaction. @throws NotFound for one that was removed, or is another company's. */
  async hold(tx: EntityManager, id: string): Promise<WebhookEndpoint> {
    const where = { tenantId: currentTenantId(), id, status: Not('REMOVED' as const) };
    const found = await tx.findOne(WebhookEndpoint, { where, lock: ROW_LOCK });
    if (!found) throw new NotFound('Webhook endpoint');
    return found;
  }
}
