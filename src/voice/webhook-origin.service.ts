import { Injectable, type RawBodyRequest } from '@nestjs/common';
import type { Request } from 'express';
import { Forbidden } from '../platform/errors/domain-error';
import { AppConfig } from '../platform/config/config';
import { Carrier, type CarrierEvent, type RawWebhook } from './carrier.port';

/** Thrown when a webhook does not carry a true signature over the configured public address and the raw body. */
export class ForgedWebhook extends Forbidden {
  constructor() {
    super('The signature of this webhook is missing or wrong.');
  }
}

/** Proves where a webhook comes from before anything of it is believed. */
@Injectable()
export class WebhookOrigin {
  constructor(
    private readonly config: AppConfig,
    private readonly carrier: Carrier,
  ) {}

  /** @throws ForgedWebhook */
  prove(request: RawBodyRequest<Request>): RawWebhook {
    const webhook: RawWebhook = {
      url: `${this.config.publicUrl}${request.originalUrl}`,
      headers: request.headers,
      form: (request.body ?? {}) as Record<string, string | string[]>,
      rawBody: request.rawBody ?? Buffer.alloc(0),
    };
    if (!this.carrier.isConfigured() || !this.carrier.isAuthentic(webhook)) throw new ForgedWebhook();
    return webhook;
  }

  read(webhook: RawWebhook): CarrierEvent {
    return this.carrier.readEvent(webhook);
  }
}
