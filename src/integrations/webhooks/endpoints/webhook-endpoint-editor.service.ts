import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock';
import { AppConfig } from '../../../platform/config/config';
import { UnitOfWork } from '../../../platform/database/unit-of-work';
import type { WebhookEvent } from '../webhook-events';
import { checkedUrl, hostOf, type UrlFault } from '../webhook-url';
import { EndpointSwitch } from './endpoint-switch.service';
import { WebhookEndpoint } from './webhook-endpoint.entity';
import { WebhookEndpoints } from './webhook-endpoints.service';

/** Absent parts stay as they are. */
export interface EndpointChanges {
  readonly url?: string | null;
  readonly events?: readonly WebhookEvent[] | null;
  readonly isActive?: boolean | null;
}

/** Nothing is held against an endpoint that begins anew. */
const UNTRIED = { failingSince: null, failures: 0, throttledUntil: null, isSlow: false };

/** Changes endpoints, switches them, and takes them away. */
@Injectable()
export class WebhookEndpointEditor {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly endpoints: WebhookEndpoints,
    private readonly means: EndpointSwitch,
  ) {}

  /**
   * What waits goes to the new address. Switched off, what waits has failed; switched on again, nothing of the past is sent by itself.
   * @throws NotFound
   */
  change(id: string, { url: text, events, isActive }: EndpointChanges): Promise<WebhookEndpoint | UrlFault> {
    return this.work.run(async (tx) => {
      const was = await this.endpoints.hold(tx, id);
      const url = typeof text === 'string' ? checkedUrl(text, this.config.webhooks) : null;
      if (typeof url === 'string') return url;
      await this.write(tx, was, url?.href === was.url ? null : url, events ?? null);
      await this.switchTo(tx, was, isActive ?? null);
      return tx.findOneByOrFail(WebhookEndpoint, { tenantId: was.tenantId, id });
    });
  }

  /** For good; its secrets are forgotten. Repeated it is not found. @throws NotFound */
  remove(id: string): Promise<WebhookEndpoint> {
    return this.work.run(async (tx) => {
      const { tenantId } = await this.endpoints.hold(tx, id);
      await tx.update(
        WebhookEndpoint,
        { tenantId, id },
        {
          status: 'REMOVED',
          disabledBecause: null,
          secret: null,
          previousSecret: null,
          previousUntil: null,
          updatedAt: this.clock.now(),
        },
      );
      await this.means.failWaiting(tx, id, 'ENDPOINT_REMOVED');
      await this.means.note('webhook-endpoint.removed', id);
      return tx.findOneByOrFail(WebhookEndpoint, { tenantId, id });
    });
  }

  private async write(
    tx: EntityManager,
    { tenantId, id }: WebhookEndpoint,
    url: URL | null,
    events: readonly WebhookEvent[] | null,
  ): Promise<void> {
    if (url === null && events === null) return;
    const moved = url ? { url: url.href, ...UNTRIED } : {};
    const heard = events ? { events: [...new Set(events)] } : {};
    await tx.update(WebhookEndpoint, { tenantId, id }, { ...moved, ...heard, updatedAt: this.clock.now() });
    await this.means.note('webhook-endpoint.updated', id, { ...(url ? { host: hostOf(url) } : {}), ...heard });
  }

  private async switchTo(
    tx: EntityManager,
    { tenantId, id, status }: WebhookEndpoint,
    isActive: boolean | null,
  ): Promise<void> {
    if (isActive === null || isActive === (status === 'ACTIVE')) return;
    if (!isActive) return this.means.switchOff(tx, id, 'BY_HAND');
    const updatedAt = this.clock.now();
    const anew = { status: 'ACTIVE', disabledBecause: null, ...UNTRIED, updatedAt } as const;
    await tx.update(WebhookEndpoint, { tenantId, id }, anew);
    await this.means.note('webhook-endpoint.enabled', id);
  }
}
