import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Sweeps } from '../../platform/queues/sweeps';
import { TextReconciler } from './text-reconciler.service';

const SWEEP = 'texts';
const BATCH = 200;
const SHORTEST_ROW_MS = 60_000;

interface UnsettledText {
  readonly tenantId: string;
  readonly textId: string;
}

/** Looks after texts whose process died, or whose carrier gave no answer; needs neither Redis nor luck. */
@Injectable()
export class TextSweep implements OnApplicationBootstrap {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly reconciler: TextReconciler,
    private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    const rowMs = Math.max(SHORTEST_ROW_MS, 2 * (this.config.twilio?.timeoutMs ?? 0));
    this.sweeps.register(SWEEP, () => this.sweep(), { rowMs });
  }

  async sweep(): Promise<void> {
    const attention = { sweep: SWEEP, idOf: ({ textId }: UnsettledText): string => textId };
    await this.sweeps.attendEach(await this.unsettled(), attention, ({ textId }) => this.reconciler.attend(textId));
  }

  private unsettled(): Promise<UnsettledText[]> {
    return this.work.singleAsPlatform('find texts nobody answered for', (tx) =>
      rowsOf<UnsettledText>(
        tx,
        `select tenant_id as "tenantId", id as "textId" from text_messages
         where status in ('SENDING', 'UNKNOWN') and (lease_until <= $1 or reconcile_at <= $1)
         order by updated_at limit $2`,
        [this.clock.now(), BATCH],
      ),
    );
  }
}
