import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../platform/clock/clock';
import { runInContext } from '../platform/context/request-context';
import { rowsOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { Sweeps } from '../platform/queues/sweeps';
import { TokenBudgets } from './token-budgets.service';

const BATCH = 200;

interface ExpiredRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly period: string;
  readonly purpose: string;
  readonly amount: string;
}

/** Ends reservations whose process died between sending a request and settling it. */
@Injectable()
export class ExpiredReservations implements OnApplicationBootstrap {
  private readonly logger = new Logger(ExpiredReservations.name);

  constructor(
    private readonly work: UnitOfWork,
    private readonly budgets: TokenBudgets,
    private readonly clock: Clock,
    private readonly sweeps: Sweeps,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.register('expired-reservations', async () => {
      await this.assumeExpired();
    });
  }

  /** Books every expired reservation, of all tenants, as spent in full; the number of those found. */
  async assumeExpired(): Promise<number> {
    const expired = await this.work.asPlatform('find expired token reservations', (tx) =>
      rowsOf<ExpiredRow>(
        tx,
        `select tenant_id, id, period, purpose, amount from token_reservations
         where state = 'HELD' and expires_at <= $1 order by expires_at limit $2`,
        [this.clock.now(), BATCH],
      ),
    );
    for (const { tenant_id: tenantId, amount, ...reservation } of expired) {
      const context = {
        requestId: uuidv7(),
        tenantId,
        actor: { kind: 'SYSTEM', name: 'expired-reservations' } as const,
      };
      await runInContext(context, () => this.budgets.assume({ ...reservation, amount: Number(amount) }));
    }
    if (expired.length > 0) this.logger.warn({ count: expired.length }, 'reservations expired and count as spent');
    return expired.length;
  }
}
