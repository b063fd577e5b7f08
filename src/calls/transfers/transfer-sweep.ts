import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock';
import { AppConfig } from '../../platform/config/config';
import { rowsOf } from '../../platform/database/sql';
import { UnitOfWork } from '../../platform/database/unit-of-work';
import { Sweeps } from '../../platform/queues/sweeps';
import { TransferHands } from './transfer-hands';

const TRANSFERS_SWEEP = 'transfers';
const LEGS_SWEEP = 'transfer-legs';
/** Somebody waits in the line: they are looked after five times as often as what has a bell. */
const SWEEPS_PER_INTERVAL = 5;
const BATCH = 200;
const LANES = 10;

interface Due {
  readonly tenantId: string;
  readonly id: string;
}

/**
 * Does for transfers what a lost bell, a lost callback or a dead process left undone: no caller waits for ever, and no phone of a
 * colleague goes on ringing for nobody.
 */
@Injectable()
export class TransferSweep implements OnApplicationBootstrap {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly sweeps: Sweeps,
    private readonly hands: TransferHands,
    private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    const everyMs = this.config.dialing.sweepIntervalMs / SWEEPS_PER_INTERVAL;
    this.sweeps.register(TRANSFERS_SWEEP, () => this.advanceDue(), { everyMs });
    this.sweeps.register(LEGS_SWEEP, () => this.lookDue(), { everyMs });
  }

  async advanceDue(): Promise<void> {
    await this.attend(TRANSFERS_SWEEP, 'transfers', 'act_at', ({ id }) => this.hands.steps.advance(id));
  }

  /** What a look finds out may be what the caller waits for. */
  async lookDue(): Promise<void> {
    await this.attend(LEGS_SWEEP, 'transfer_legs', 'look_at', async ({ id }) => {
      await this.hands.care.look(id);
      await this.hands.advanceByLeg(id);
    });
  }

  private async attend(
    sweep: string,
    table: 'transfers' | 'transfer_legs',
    column: 'act_at' | 'look_at',
    work: (row: Due) => Promise<void>,
  ): Promise<void> {
    const moment = this.clock.now();
    const due = await this.work.singleAsPlatform('transfers that somebody has to look after', (tx) =>
      rowsOf<Due>(
        tx,
        `select tenant_id as "tenantId", id from ${table} where ${column} <= $1 order by ${column} limit $2`,
        [moment, BATCH],
      ),
    );
    await this.sweeps.attendEach(due, { sweep, lanes: LANES, idOf: ({ id }) => id }, work);
  }
}
