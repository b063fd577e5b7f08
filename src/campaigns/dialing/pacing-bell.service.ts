import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { monotonicMs } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { JobBell } from '../../platform/queues/job-bell';
import { PaceCampaign } from '../campaigns.jobs';

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

  constructor(
    private readonly work: UnitOfWork,
    private readonly bell: JobBell,
  ) {}

  /** Rings once the open unit of work has committed. */
  wakeAfterCommit(campaignId: string): void {
    this.work.afterCommit(() => this.wake(campaignId));
  }

  /** A later wake-up that gives way is not lost: the pass that comes first looks when to look again. @param delayMs at most one sweep. */
  wake(campaignId: string, delayMs = GATHER_MS): void {
    const tenantId = currentTenantId();
    const key = `${tenantId}:${campaignId}`;
    const dueMs = monotonicMs() + delayMs;
    const waiting = this.pending.get(key);
    if (waiting && waiting.dueMs <= dueMs) return;
    clearTimeout(waiting?.timer);
    const ring = (): void => {
      this.pending.delete(key);
      void this.bell.ring(PaceCampaign, { tenantId, campaignId });
    };
    this.pending.set(key, { timer: setTimeout(ring, delayMs), dueMs });
  }

  onModuleDestroy(): void {
    for (const { timer } of this.pending.values()) clearTimeout(timer);
    this.pending.clear();
  }
}
