import { Injectable } from '@nestjs/common';
import { DialCall } from '../../calls/calls.jobs';
import { Clock } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { JobBell } from '../../platform/queues/job-bell';

/** Clock, transaction and bell of the pacer. */
@Injectable()
export class PacerTools {
  readonly sweepIntervalMs: number;

  constructor(
    readonly work: UnitOfWork,
    readonly clock: Clock,
    private readonly bell: JobBell,
    config: AppConfig,
  ) {
    this.sweepIntervalMs = config.dialing.sweepIntervalMs;
  }

  async ring(callIds: readonly string[]): Promise<void> {
    await this.bell.ringAll(
      DialCall,
      callIds.map((callId) => ({ tenantId: currentTenantId(), callId })),
    );
  }
}
