import { randomUUID } from 'node:crypto';
import { declareJob } from '../platform/queues/job';

export const CAMPAIGNS_QUEUE = 'campaigns';

/** Bull hands all jobs of one queue out in their order: what must not stand behind the others has a queue of its own. */
export const HOT_CAMPAIGNS_QUEUE = 'hot-campaigns';

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

/** The same, where somebody waits who has just written. */
export const PaceHotCampaign = declareJob<{ tenantId: string; campaignId: string }>({
  queue: HOT_CAMPAIGNS_QUEUE,
  name: 'pace-hot-campaign',
  identity: () => randomUUID(),
  concurrency: 3,
});
