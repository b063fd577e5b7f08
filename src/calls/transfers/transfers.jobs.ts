import { declareJob } from '../../platform/queues/job';
import { HOT_CALLS_QUEUE } from '../calls.jobs';

/** Takes a transfer as far as it goes now. */
export const AdvanceTransfer = declareJob<{ tenantId: string; transferId: string }>({
  queue: HOT_CALLS_QUEUE,
  name: 'advance-transfer',
  identity: ({ transferId }) => transferId,
  concurrency: ({ dialing }) => Math.max(2, Math.ceil(dialing.concurrency / 4)),
});
