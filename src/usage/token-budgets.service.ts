import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { changedBy } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { BudgetLedger } from './budget-ledger.service';
import { BudgetPeriods } from './budget-periods.service';
import { totalTokens } from './model-usage';
import { costMicros } from './pricing/model-cost';
import type { Reservation, ReservationRequest, UsageRecord } from './reservation';
import { TokenBudgetExhausted } from './usage.errors';

const DEFAULT_HOLD_MS = 5 * 60_000;

interface Entry extends UsageRecord {
  readonly assumed: boolean;
}

/**
 * Reserve the worst case, run, settle the truth. Each step is a short transaction of its own, so nothing is held while a provider
 * thinks; a reservation that nobody ends counts as spent once its time is over.
 */
@Injectable()
export class TokenBudgets {
  private readonly logger = new Logger(TokenBudgets.name);

  constructor(
    private readonly work: UnitOfWork,
    private readonly ledger: BudgetLedger,
    private readonly periods: BudgetPeriods,
    private readonly clock: Clock,
  ) {}

  /** @throws TokenBudgetExhausted when the month has no room for `amount`; nothing has changed then. */
  async reserve({ holdMs = DEFAULT_HOLD_MS, ...request }: ReservationRequest): Promise<Reservation> {
    const reservation = await this.work.run(async (tx) => {
      const period = await this.periods.current();
      if (await this.ledger.hold(tx, period, request.amount)) return this.promise(tx, { period, ...request }, holdMs);
      await this.ledger.refused(tx, period, request.amount);
      return undefined;
    });
    // Thrown after the commit: the refusal's own alert must not be rolled back with it.
    if (!reservation) throw new TokenBudgetExhausted();
    return reservation;
  }

  /** True when `amount` more tokens would be granted now; a later reservation may still be refused. */
  async hasRoom(amount: number): Promise<boolean> {
    return this.work.run(async (tx) => {
      const { used, reserved, tokenLimit } = await this.ledger.peek(tx, await this.periods.current());
      return used + reserved + amount <= tokenLimit;
    });
  }

  /**
   * True when `amount` more tokens than were used so far exceed the month. Unlike `hasRoom` it does not change back and forth with
   * the reservations of requests under way.
   */
  async isSpent(amount: number): Promise<boolean> {
    return this.work.run(async (tx) => {
      const { used, tokenLimit } = await this.ledger.peek(tx, await this.periods.current());
      return used + amount > tokenLimit;
    });
  }

  /** Books what the request was charged for; does nothing when the reservation has already ended. */
  async settle(reservation: Reservation, record: UsageRecord): Promise<void> {
    const tokens = totalTokens(record.usage);
    if (tokens > reservation.amount) {
      this.logger.warn(
        { purpose: reservation.purpose, model: record.model, amountTokens: reservation.amount, tokens },
        'more was used than reserved',
      );
    }
    await this.work.run(async (tx) => {
      const settled = Math.min(tokens, reservation.amount);
      if (!(await this.end(tx, reservation, 'SETTLED', settled))) return;
      await this.ledger.spend(tx, reservation.period, reservation.amount, settled);
      await this.enter(tx, reservation, { ...record, assumed: false });
    });
  }

  /** Books the whole reservation, at the price of answers: the request was sent and nobody knows what became of it. */
  async assume(reservation: Reservation): Promise<void> {
    await this.work.run(async (tx) => {
      if (!(await this.end(tx, reservation, 'ASSUMED', reservation.amount))) return;
      await this.ledger.spend(tx, reservation.period, reservation.amount, reservation.amount);
      const usage = { inputTokens: 0, cacheWriteTokens: 0, cacheReadTokens: 0, outputTokens: reservation.amount };
      await this.enter(tx, reservation, { model: reservation.model, usage, assumed: true });
    });
  }

  /** Gives the tokens back: the request was certainly not charged. */
  async release(reservation: Reservation): Promise<void> {
    await this.work.run(async (tx) => {
      if (await this.end(tx, reservation, 'RELEASED', 0))
        await this.ledger.giveBack(tx, reservation.period, reservation.amount);
    });
  }

  private async promise(tx: EntityManager, wish: Omit<Reservation, 'id'>, holdMs: number): Promise<Reservation> {
    const { period, purpose, model, campaignId, callId, amount } = wish;
    const id = uuidv7();
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + holdMs);
    await changedBy(
      tx,
      `insert into token_reservations (tenant_id, id, period, purpose, model, campaign_id, call_id, amount, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [currentTenantId(), id, period, purpose, model, campaignId, callId, amount, now, expiresAt],
    );
    return { id, ...wish };
  }

  /** False when it had ended before: whoever comes second changes nothing. */
  private async end(tx: EntityManager, reservation: Reservation, state: string, settled: number): Promise<boolean> {
    const changed = await changedBy(
      tx,
      `update token_reservations set state = $3, settled_amount = $4 where tenant_id = $1 and id = $2 and state = 'HELD'`,
      [currentTenantId(), reservation.id, state, settled],
    );
    return changed === 1;
  }

  private async enter(tx: EntityManager, reservation: Reservation, entry: Entry): Promise<void> {
    const { model, usage, assumed } = entry;
    const { id, period, purpose, campaignId, callId } = reservation;
    const now = this.clock.now();
    await changedBy(
      tx,
      `insert into usage_entries (tenant_id, id, period, reservation_id, kind, purpose, model, campaign_id, call_id, provider_request_id,
         input_tokens, cached_tokens, output_tokens, tokens, cost_micros, assumed, created_at)
       values ($1, $2, $3, $4, 'MODEL_TOKENS', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      [
        currentTenantId(),
        uuidv7(),
        period,
        id,
        purpose,
        model,
        campaignId,
        callId,
        entry.providerRequestId,
        usage.inputTokens + usage.cacheWriteTokens,
        usage.cacheReadTokens,
        usage.outputTokens,
        totalTokens(usage),
        costMicros(model, usage, now),
        assumed,
        now,
      ],
    );
  }
}
