import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../platform/clock/clock';
import { rowsOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { Sweeps } from '../platform/queues/sweeps';
import type { Reservation } from './reservation';
import { TokenBudgets } from './token-budgets.service';

const BATCH = 200;

interface ExpiredRow extends Omit<Reservation, 'amount' | 'micros'> {
  readonly tenantId: string;
  /** node-postgres hands bigint over as text. */
  readonly amount: string;
  readonly micros: string;
}

const SWEEP = 'expired-reservations';

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
    this.sweeps.register(SWEEP, async () => {
      await this.assumeExpired();
    });
  }

  /** Books every expired reservation, of all tenants, as spent in full; the number of those found. */
  async assumeExpired(): Promise<number> {
    const expired = await this.work.singleAsPlatform('find expired token reservations', (tx) =>
      rowsOf<ExpiredRow>(
        tx,
        `select tenant_id as "tenantId", id, period, day::text, purpose, model, in_place_of as "inPlaceOf", call_id as "callId",
           campaign_id as "campaignId", conversation_id as "conversationId", lead_id as "leadId", amount, micros
         from token_reservations where state = 'HELD' and expires_at <= $1 order by expires_at limit $2`,
        [this.clock.now(), BATCH],
      ),
    );
    if (expired.length > 0) this.logger.warn('reservations expired and count as spent', { count: expired.length });
    await this.sweeps.attendEach(expired, { sweep: SWEEP, idOf: ({ id }) => id }, (row) =>
      this.budgets.assume({ ...row, amount: Number(row.amount), micros: Number(row.micros) }),
    );
    return expired.length;
  }
}
