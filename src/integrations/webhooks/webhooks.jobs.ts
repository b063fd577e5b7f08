import { declareJob } from '../../platform/queues/job';

export const WEBHOOKS_QUEUE = 'webhooks';

/** Something may be due at an endpoint. */
export const AttendWebhooks = declareJob<{ tenantId: string; endpointId: string }>({
  queue: WEBHOOKS_QUEUE,
  name: 'attend-webhooks',
  identity: ({ endpointId }) => endpointId,
  // It only gets in line.
  concurrency: 1,
});
