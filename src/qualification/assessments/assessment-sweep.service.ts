import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Sweeps } from '../../platform/queues/sweeps';
import type { AssessmentJob } from '../qualification.jobs';
import { AssessmentStore } from './assessment-store.service';
import { Assessor } from './assessor.service';

const SWEEP = 'assessments';

/** Longer than three answers may take. */
const LONGEST_MS = 5 * 60_000;

/** Model requests one sweep has open at once. */
const LANES = 4;

/** Assesses what no bell has woken: it was lost, its wait is over, its worker died, or Redis is away altogether. */
@Injectable()
export class AssessmentSweep implements OnApplicationBootstrap {
  constructor(
    private readonly store: AssessmentStore,
    private readonly assessor: Assessor,
    private readonly sweeps: Sweeps,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register(SWEEP, () => this.sweep(), { rowMs: LONGEST_MS });
  }

  async sweep(): Promise<void> {
    const lanes = { sweep: SWEEP, lanes: LANES, idOf: ({ assessmentId }: AssessmentJob) => assessmentId };
    await this.sweeps.attendEach(await this.store.due(), lanes, ({ assessmentId }) =>
      this.assessor.assess(assessmentId),
    );
  }
}
