import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { monotonicMs } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { JobBell } from '../../platform/queues/job-bell';
import { AssessConversation } from '../qualification.jobs';
import { AssessmentStore } from './assessment-store.service';

/** The decorator's period is fixed when the class is loaded: this is the shortest that can be configured. */
const TICK_MS = 200;

/** Rings for assessments whose bell was lost, whose wait is over, or whose worker died. */
@Injectable()
export class AssessmentSweep {
  private readonly logger = new Logger(AssessmentSweep.name);
  private lastAt = monotonicMs();
  private busy = false;

  constructor(
    private readonly config: AppConfig,
    private readonly store: AssessmentStore,
    private readonly bell: JobBell,
  ) {}

  @Interval(TICK_MS)
  async tick(): Promise<void> {
    if (!this.config.serves('worker') || this.busy || monotonicMs() - this.lastAt < this.config.dialing.sweepIntervalMs)
      return;
    this.busy = true;
    try {
      await this.sweep();
    } catch (error) {
      this.logger.warn(
        { reason: error instanceof Error ? error.name : 'unknown' },
        'due assessments are left to the next sweep',
      );
    } finally {
      this.lastAt = monotonicMs();
      this.busy = false;
    }
  }

  /** The number of assessments rung for. */
  async sweep(): Promise<number> {
    const due = await this.store.due();
    await this.bell.ringAll(AssessConversation, due);
    return due.length;
  }
}
