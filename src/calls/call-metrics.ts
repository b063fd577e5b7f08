import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { AppConfig } from '../platform/config/config';
import { rowsOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { Metrics } from '../platform/metrics/metrics';
import { LIVE_SQL } from './call-status';

/** What an operator watches: how many calls stand where, and how long the oldest claimed call has waited for a worker. */
@Injectable()
export class CallMetrics {
  constructor(
    config: AppConfig,
    metrics: Metrics,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {
    if (!config.serves('worker')) return;
    metrics.gauge({
      name: 'live_calls',
      help: 'Calls that are not over, by status, over all tenants.',
      labelNames: ['status'],
      collect: async (gauge) => {
        gauge.reset();
        for (const { status, count } of await this.liveCalls()) gauge.set({ status }, count);
      },
    });
    metrics.gauge({
      name: 'calls_needing_attention',
      help: 'Calls about which nothing could be found out within 15 minutes, over all tenants; somebody has to look.',
      collect: async (gauge) => gauge.set(await this.stuckCalls()),
    });
    metrics.gauge({
      name: 'oldest_due_lead_age_seconds',
      help: 'Seconds the oldest claimed lead has waited to be dialed; the same number in every process. Workers scale on it.',
      collect: async (gauge) => gauge.set(await this.oldestQueuedSeconds()),
    });
  }

  private liveCalls(): Promise<{ status: string; count: number }[]> {
    return this.work.singleAsPlatform('count live calls', (tx) =>
      rowsOf(
        tx,
        `select status, count(*)::int as count from calls
         where status in ${LIVE_SQL} group by status`,
      ),
    );
  }

  private async stuckCalls(): Promise<number> {
    const [row] = await this.work.singleAsPlatform('count calls that need attention', (tx) =>
      rowsOf<{ count: number }>(
        tx,
        'select count(*)::int as count from calls where attention_since is not null and ended_at is null',
      ),
    );
    return row?.count ?? 0;
  }

  private async oldestQueuedSeconds(): Promise<number> {
    const [row] = await this.work.singleAsPlatform('age of the oldest queued call', (tx) =>
      rowsOf<{ queued_at: Date | null }>(tx, "select min(queued_at) as queued_at from calls where status = 'QUEUED'"),
    );
    return row?.queued_at ? Math.max(0, (this.clock.now().getTime() - row.queued_at.getTime()) / 1_000) : 0;
  }
}
