import { Injectable } from '@nestjs/common';
import { failpoint } from '../../../platform/failpoints/failpoint';
import type { WebhookDelivery } from '../deliveries/webhook-delivery.entity';
import type { WebhookEndpoint } from '../endpoints/webhook-endpoint.entity';
import { WebhookLedger } from './webhook-ledger.service';
import { WebhookMetrics } from './webhook-metrics.service';
import { WebhookSender } from './webhook-sender.service';
import { BATCH, WebhookStore } from './webhook-store.service';

/** An answer that takes longer makes its endpoint one of the slow ones. */
const SLOW_MS = 3_000;

export type Served = 'MORE' | 'DONE' | 'OTHER_PACE';

/** Sends what is due at one endpoint: nobody waits for a stranger inside a transaction, and whoever dies leaves a lapsed lease. */
@Injectable()
export class WebhookDispatch {
  constructor(
    private readonly store: WebhookStore,
    private readonly ledger: WebhookLedger,
    private readonly sender: WebhookSender,
    private readonly metrics: WebhookMetrics,
  ) {}

  /** One batch at most. @throws when what came of it could not be written down: the lease ends by itself, and it is sent again. */
  async serve(endpointId: string, isSlow: boolean): Promise<Served> {
    const taken = await this.store.take(endpointId, isSlow);
    if (taken.kind !== 'BATCH') return taken.kind === 'OTHER_PACE' ? 'OTHER_PACE' : 'DONE';
    const { endpoint, deliveries } = taken;
    const sent = await Promise.allSettled(deliveries.map((delivery) => this.send(endpoint, delivery)));
    for (const one of sent) if (one.status === 'rejected') throw one.reason;
    const slowest = Math.max(0, ...sent.map((one) => (one.status === 'fulfilled' ? one.value : 0)));
    await this.store.release(endpoint, slowest > SLOW_MS);
    return deliveries.length === BATCH ? 'MORE' : 'DONE';
  }

  /** @returns how long it took, in milliseconds. */
  private async send(endpoint: WebhookEndpoint, delivery: WebhookDelivery): Promise<number> {
    const attempt = await this.sender.send(endpoint, delivery);
    await failpoint('notify.posted');
    const noted = await this.ledger.note(delivery, endpoint.url, attempt, Math.random());
    this.metrics.attempted(noted, attempt.latencyMs);
    return attempt.latencyMs;
  }
}
