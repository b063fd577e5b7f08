import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config';
import { openText, sealingKey, sealText } from '../../platform/crypto/sealed-text';
import type { WebhookEndpoint } from './endpoints/webhook-endpoint.entity';

type Keeper = Pick<WebhookEndpoint, 'tenantId' | 'id'>;
type Kept = Keeper & Pick<WebhookEndpoint, 'secret' | 'previousSecret' | 'previousUntil'>;

/** Secrets of endpoints, kept sealed: they open for their own row alone, and with the key of this installation. */
@Injectable()
export class WebhookSecrets {
  private readonly key: Buffer;

  constructor({ auth }: AppConfig) {
    this.key = sealingKey(auth.secretKey, 'webhook-secrets');
  }

  seal(keeper: Keeper, secret: string): string {
    return sealText(this.key, secret, placeOf(keeper));
  }

  /** Those that sign now, the newest first. @throws Error when they were sealed with another key. */
  inUse(endpoint: Kept, now: Date): string[] {
    const { secret, previousSecret, previousUntil } = endpoint;
    const isOld = previousUntil === null || previousUntil <= now;
    const sealed = [secret, isOld ? null : previousSecret].filter((text) => text !== null);
    return sealed.map((text) => openText(this.key, text, placeOf(endpoint)));
  }
}

function placeOf({ tenantId, id }: Keeper): string {
  return `${tenantId}|webhook_endpoints|${id}`;
}
