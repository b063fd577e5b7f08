import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { runInContext } from '../../platform/context/request-context';
import { inLanes } from '../../platform/queues/in-lanes';
import { Sweeps } from '../../platform/queues/sweeps';
import type { AssessmentJob } from '../qualification.jobs';
import { AssessmentStore } from './assessment-store.service';
import { Assessor } from './assessor.service';

/** Model requests one sweep has open at once. */
const LANES = 4;

/** Assesses what no bell has woken: it was lost, its wait is over, its worker died, or Redis is away altogether. */
@Injectable()
export class AssessmentSweep implements OnApplicationBootstrap {
  private readonly logger = new Logger(AssessmentSweep.name);

  constructor(
    private readonly store: AssessmentStore,
    private readonly assessor: Assessor,
    private readonly sweeps: Sweeps,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register('assessments', () => this.sweep());
  }

  async sweep(): Promise<void> {
    await inLanes(await this.store.due(), LANES, (due) => this.assess(due));
  }

  private async assess({ tenantId, assessmentId }: AssessmentJob): Promise<void> {
    const context = { requestId: assessmentId, tenantId, actor: { kind: 'SYSTEM', name: 'assessment-sweep' } as const };
    try {
      await runInContext(context, () => this.assessor.assess(assessmentId));
    } catch (error) {
      this.logger.warn('an assessment waits for the next sweep', { assessmentId }, error);
    }
  }
}
