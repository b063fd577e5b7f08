import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HandlesJob } from '../../platform/queues/handles-job.decorator';
import { Sweeps } from '../../platform/queues/sweeps';
import { RescoreLeads, type RescoringJob } from '../qualification.jobs';
import { Rescorer } from './rescorer.service';
import { RescoringsService } from './rescorings.service';

const SWEEP = 'rescorings';

/** A hundred thousand leads take well under this. */
const LONGEST_MS = 10 * 60_000;

/** Rescores when the bell rings, and goes on with what stands still. */
@Injectable()
export class RescoringSweep implements OnApplicationBootstrap {
  constructor(
    private readonly rescorings: RescoringsService,
    private readonly rescorer: Rescorer,
    private readonly sweeps: Sweeps,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register(SWEEP, () => this.sweep(), { rowMs: LONGEST_MS });
  }

  @HandlesJob(RescoreLeads)
  async rescoreLeads({ rescoringId }: RescoringJob): Promise<void> {
    await this.rescorer.run(rescoringId, this.sweeps.stop);
  }

  async sweep(): Promise<void> {
    const attention = { sweep: SWEEP, idOf: ({ rescoringId }: RescoringJob) => rescoringId };
    await this.sweeps.attendEach(await this.rescorings.silent(), attention, ({ rescoringId }) =>
      this.rescorer.run(rescoringId, this.sweeps.stop),
    );
  }
}
