import { declareJob } from '../platform/queues/job';

export const CALLS_QUEUE = 'calls';

/** Bull hands all jobs of one queue out in their order: what must not stand behind the others has a queue of its own. */
export const HOT_CALLS_QUEUE = 'hot-calls';

/** Asks every gate once more and, when all allow it, asks the carrier once. */
export const DialCall = declareJob<{ tenantId: string; callId: string }>({
  queue: CALLS_QUEUE,
  name: 'dial-call',
  identity: ({ callId }) => callId,
  concurrency: ({ dialing }) => dialing.concurrency,
});

/** The same for calls of the HOT lane. */
export const DialHotCall = declareJob<{ tenantId: string; callId: string }>({
  queue: HOT_CALLS_QUEUE,
  name: 'dial-hot-call',
  identity: ({ callId }) => callId,
  concurrency: ({ dialing }) => Math.max(2, Math.ceil(dialing.concurrency / 4)),
});
