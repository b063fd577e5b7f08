import { declareJob } from '../platform/queues/job';

export const CALLS_QUEUE = 'calls';

/** Asks every gate once more and, when all allow it, asks the carrier once. */
export const DialCall = declareJob<{ tenantId: string; callId: string }>({
  queue: CALLS_QUEUE,
  name: 'dial-call',
  identity: ({ callId }) => callId,
  concurrency: ({ dialing }) => dialing.concurrency,
});
