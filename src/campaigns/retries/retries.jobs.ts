import { declareJob } from '../../platform/queues/job';
import { CAMPAIGNS_QUEUE } from '../campaigns.jobs';

/** A text that follows a last attempt may be due. */
export const SendFallbackText = declareJob<{ tenantId: string; enrolmentId: string }>({
  queue: CAMPAIGNS_QUEUE,
  name: 'send-fallback-text',
  identity: ({ enrolmentId }) => enrolmentId,
  concurrency: 2,
});
