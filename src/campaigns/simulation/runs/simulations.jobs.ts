import { declareJob } from '../../../platform/queues/job';

export const SIMULATIONS_QUEUE = 'simulations';

/** Plays a campaign on a virtual clock; the row says whether that is still wanted. One at a time in a worker: each takes a core. */
export const RunSimulation = declareJob<{ tenantId: string; simulationId: string }>({
  queue: SIMULATIONS_QUEUE,
  name: 'run-simulation',
  identity: ({ simulationId }) => simulationId,
  concurrency: 1,
});
