import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { JobBell } from '../../platform/queues/job-bell';
import { PaceCampaign } from '../campaigns.jobs';

/** Wake-ups of one campaign within this time become one. */
const GATHER_MS = 40;

/** Wakes the pacer of a campaign; many reasons at once ring once. */
@Injectable()
export class PacingBell implements OnModuleDestroy {
  private readonly pending = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly work: UnitOfWork,
    private readonly bell: JobBell,
  ) {}

  /** Rings once the open unit of work has committed. */
  wakeAfterCommit(campaignId: string): void {
    this.work.afterCommit(() => this.wake(campaignId));
  }

  /** @param delayMs at most one sweep; the sweep covers the rest. */
  wake(campaignId: string, delayMs = GATHER_MS): void {
    const tenantId = currentTenantId();
    const key = `${tenantId}:${campaignId}`;
    if (this.pending.has(key)) return;
    const ring = (): void => {
      this.pending.delete(key);
      void this.bell.ring(PaceCampaign, { tenantId, campaignId });
    };
    this.pending.set(key, setTimeout(ring, delayMs));
  }

  onModuleDestroy(): void {
    for (const timer of this.pending.values()) clearTimeout(timer);
    this.pending.clear();
  }
}
