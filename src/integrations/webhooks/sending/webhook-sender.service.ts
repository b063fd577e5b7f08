import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import type { WebhookDelivery } from '../deliveries/webhook-delivery.entity';
import type { WebhookEndpoint } from '../endpoints/webhook-endpoint.entity';
import { WebhookSecrets } from '../webhook-secrets.service';
import { type Attempt, WebhookReceiver } from './webhook-receiver.service';
import { signedHeaders } from './webhook-signature';

const UNSIGNED: Attempt = {
  status: null,
  response: null,
  retryAfter: undefined,
  error: 'SECRET_UNREADABLE',
  latencyMs: 0,
};

/** One attempt: the words as they are kept, signed anew for this moment. */
@Injectable()
export class WebhookSender {
  private readonly logger = new Logger(WebhookSender.name);

  constructor(
    private readonly secrets: WebhookSecrets,
    private readonly receiver: WebhookReceiver,
    private readonly clock: Clock,
  ) {}

  async send(endpoint: WebhookEndpoint, { messageId, body }: WebhookDelivery): Promise<Attempt> {
    const moment = this.clock.now();
    const secrets = this.open(endpoint, moment);
    if (secrets.length === 0) return UNSIGNED;
    return this.receiver.post(endpoint.url, signedHeaders(secrets, { messageId, moment, body }), body);
  }

  /** None where they were sealed with another `SECRET_KEY`. */
  private open(endpoint: WebhookEndpoint, now: Date): string[] {
    try {
      return this.secrets.inUse(endpoint, now);
    } catch (error) {
      this.logger.error('the secret of a webhook endpoint does not open', { endpointId: endpoint.id }, error);
      return [];
    }
  }
}
