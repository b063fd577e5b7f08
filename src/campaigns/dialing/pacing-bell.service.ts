import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { CallLane } from '../../calls/call.entity';
import { monotonicMs } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { JobBell } from '../../platform/queues/job-bell';
import { PaceCampaign, PaceHotCampaign } from '../campaigns.jobs';

/** Wake-ups of one campaign within this time become one. */
const GATHER_MS = 40;

interface WakeUp {
  readonly timer: NodeJS.Timeout;
  /** On the clock that never jumps. */
  readonly dueMs: number;
}

/** Wakes the pacer of a campaign; many reasons at once ring once, at the earliest of their times. */
@Injectable()
export class PacingBell implements OnModuleDestroy {
  private readonly pending = new Map<string, WakeUp>();
  private isStopped = false;

  constructor(
    private readonly work: UnitOfWork,
    private readonly bell: JobBell,
  ) {}

  /** Rings once the open unit of work has committed. */
  wakeAfterCommit(campaignId: string, lane: CallLane = 'NORMAL'): void {
    this.work.afterCommit(() => this.wake(campaignId, lane === 'HOT' ? 0 : GATHER_MS, lane));
  }

  /**
   * A later wake-up that gives way is not lost: the pass that comes first looks when to look again.
   * @param delayMs kept in this process alone; at most two sweeps, which do without it.
   */
  wake(campaignId: string, delayMs = GATHER_MS, lane: CallLane = 'NORMAL'): void {
    this.arm(currentTenantId(), campaignId, delayMs, lane);
  }

  /** At once, for a campaign of whatever company. */
  wakeIn(tenantId: string, campaignId: string, lane: CallLane): void {
    this.arm(tenantId, campaignId, 0, lane);
  }

  onModuleDestroy(): void {
    this.isStopped = true;
    for (const { timer } of this.pending.values()) clearTimeout(timer);
    this.pending.clear();
  }

  private arm(tenantId: string, campaignId: string, delayMs: number, lane: CallLane): void {
    const key = `${lane}:${tenantId}:${campaignId}`;
    const dueMs = monotonicMs() + delayMs;
    const waiting = this.pending.get(key);
    if (this.isStopped || (waiting && waiting.dueMs <= dueMs)) return;
    clearTimeout(waiting?.timer);
    const ring = (): void => {
      this.pending.delete(key);
      void this.bell.ring(lane === 'HOT' ? PaceHotCampaign : PaceCampaign, { tenantId, campaignId });
    };
    this.pending.set(key, { timer: setTimeout(ring, delayMs), dueMs });
  }
}
