import { declareJob } from '../../platform/queues/job';

export const NOTIFICATIONS_QUEUE = 'notifications';

/** A mail may be due. */
export const SendMail = declareJob<{ tenantId: string; mailId: string }>({
  queue: NOTIFICATIONS_QUEUE,
  name: 'send-mail',
  identity: ({ mailId }) => mailId,
  concurrency: 3,
});
