import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HandlesJob } from '../../../platform/queues/handles-job.decorator';
import { JobBell } from '../../../platform/queues/job-bell';
import { Sweeps } from '../../../platform/queues/sweeps';
import { SimulationLedger } from './simulation-ledger.service';
import { SimulationRunner } from './simulation-runner.service';
import { RunSimulation } from './simulations.jobs';

const SWEEP = 'simulations';
/** Rows of one round; what is left waits for the next. */
const BATCH = 100;

/** Plays simulations when their bell rings; the sweep rings again for what was forgotten, and clears away what is old. */
@Injectable()
export class SimulationsProcessor implements OnApplicationBootstrap {
  constructor(
    private readonly runner: SimulationRunner,
    private readonly ledger: SimulationLedger,
    private readonly bell: JobBell,
    private readonly sweeps: Sweeps,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register(SWEEP, () => this.sweep());
  }

  @HandlesJob(RunSimulation)
  async runSimulation({ simulationId }: { tenantId: string; simulationId: string }): Promise<void> {
    await this.runner.run(simulationId);
  }

  /** Of all companies. */
  async sweep(): Promise<void> {
    const open = await this.ledger.open(BATCH);
    await this.bell.ringAll(
      RunSimulation,
      open.map(({ tenantId, id }) => ({ tenantId, simulationId: id })),
    );
    await this.ledger.deleteOld(BATCH);
  }
}
