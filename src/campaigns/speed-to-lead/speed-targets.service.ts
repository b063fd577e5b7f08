import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { currentTenantId } from '../../platform/context/request-context';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { AuditTrail } from '../../tenants/audit-trail.service';
import { SpeedTarget } from './speed-target.entity';
import { SpeedWatch } from './speed-watch.service';

export interface NewTarget {
  readonly source: string;
  readonly seconds: number;
  readonly percentile?: number | null;
  readonly maxWaitSeconds?: number | null;
}

const USUAL_PERCENTILE = 95;

/** How fast leads of each source are to be called. */
@Injectable()
export class SpeedTargets {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly watch: SpeedWatch,
    private readonly audit: AuditTrail,
  ) {}

  /** In place of the one before. What was missed by that one is forgotten, and judged anew at once. */
  async set({ source, seconds, percentile, maxWaitSeconds }: NewTarget): Promise<SpeedTarget> {
    return this.work.run(async (tx) => {
      const key = { tenantId: currentTenantId(), source };
      await tx.upsert(
        SpeedTarget,
        {
          ...key,
          seconds,
          percentile: percentile ?? USUAL_PERCENTILE,
          maxWaitSeconds: maxWaitSeconds ?? null,
          missedSince: null,
          waitingSince: null,
          updatedAt: this.clock.now(),
        },
        ['tenantId', 'source'],
      );
      await this.audit.record({ action: 'speed-target.set', target: 'speed-target', details: { seconds } });
      await this.watch.judgeLatest(source);
      await this.watch.judgeWaiting(source);
      return tx.findOneByOrFail(SpeedTarget, key);
    });
  }

  /** Null when the source has none. */
  async remove(source: string): Promise<SpeedTarget | null> {
    return this.work.run(async (tx) => {
      const key = { tenantId: currentTenantId(), source };
      const target = await tx.findOneBy(SpeedTarget, key);
      if (!target) return null;
      await tx.delete(SpeedTarget, key);
      await this.audit.record({ action: 'speed-target.removed', target: 'speed-target' });
      return target;
    });
  }
}
