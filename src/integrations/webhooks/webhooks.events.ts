import { declareFact } from '../../platform/events/fact';
import type { DisabledBecause } from './endpoints/webhook-endpoint.entity';

/** Nothing is sent there any more, though nobody switched it off. */
export const WebhookEndpointDisabled = declareFact<{ endpointId: string; because: DisabledBecause }>(
  'webhook-endpoint.disabled',
);
