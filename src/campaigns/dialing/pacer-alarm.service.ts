import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { CapacityBell } from '../allocation/capacity-bell.service';
import { PacingBell } from './pacing-bell.service';
import type { NextLook } from './pass-outcome';

/** Wakes the pacer when a pass has found that there will be something to do. */
@Injectable()
export class PacerAlarm {
  /** A pass comes by in every sweep: one that is late, or another process, still sets its alarm in time. */
  private readonly furthestMs: number;

  constructor(
    private readonly work: UnitOfWork,
    private readonly pacing: PacingBell,
    private readonly capacity: CapacityBell,
    config: AppConfig,
  ) {
    this.furthestMs = 2 * config.dialing.sweepIntervalMs;
  }

  /** Once the open unit of work has committed. */
  setAfterCommit(campaignId: string, { campaignMs, capacityMs }: NextLook): void {
    this.work.afterCommit(() => {
      if (campaignMs !== null && campaignMs <= this.furthestMs) this.pacing.wake(campaignId, campaignMs);
      if (capacityMs !== null) this.capacity.wake(capacityMs);
    });
  }
}
