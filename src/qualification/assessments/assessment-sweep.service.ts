import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { JobBell } from '../../platform/queues/job-bell';
import { Sweeps } from '../../platform/queues/sweeps';
import { AssessConversation } from '../qualification.jobs';
import { AssessmentStore } from './assessment-store.service';

/** Rings for assessments whose bell was lost, whose wait is over, or whose worker died. */
@Injectable()
export class AssessmentSweep implements OnApplicationBootstrap {
  constructor(
    private readonly store: AssessmentStore,
    private readonly bell: JobBell,
    private readonly sweeps: Sweeps,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register('assessments', () => this.sweep());
  }

  async sweep(): Promise<void> {
    await this.bell.ringAll(AssessConversation, await this.store.due());
  }
}
