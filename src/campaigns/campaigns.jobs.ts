import { randomUUID } from 'node:crypto';
import { declareJob } from '../platform/queues/job';

export const CAMPAIGNS_QUEUE = 'campaigns';

/**
 * Claims what may be dialed now and rings the dialing jobs. Each ring is a job of its own: one that came while another pass was
 * running must lead to another pass.
 */
export const PaceCampaign = declareJob<{ tenantId: string; campaignId: string }>({
  queue: CAMPAIGNS_QUEUE,
  name: 'pace-campaign',
  identity: () => randomUUID(),
  concurrency: 5,
});
