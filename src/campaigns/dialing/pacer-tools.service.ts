import { Injectable } from '@nestjs/common';
import { DialCall, DialHotCall } from '../../calls/calls.jobs';
import { Clock } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { JobBell } from '../../platform/queues/job-bell';
import type { ClaimedCalls } from '../allocation/claim-lanes';
import { FailureBreaker } from './failure-breaker.service';

/** Clock, transaction, breaker and bell of the pacer. */
@Injectable()
export class PacerTools {
  readonly sweepIntervalMs: number;

  constructor(
    readonly work: UnitOfWork,
    readonly clock: Clock,
    readonly breaker: FailureBreaker,
    private readonly bell: JobBell,
    config: AppConfig,
  ) {
    this.sweepIntervalMs = config.dialing.sweepIntervalMs;
  }

  async ring({ normal, hot }: ClaimedCalls): Promise<void> {
    const tenantId = currentTenantId();
    const payloadOf = (callId: string): { tenantId: string; callId: string } => ({ tenantId, callId });
    await this.bell.ringAll(DialHotCall, hot.map(payloadOf));
    await this.bell.ringAll(DialCall, normal.map(payloadOf));
  }
}
