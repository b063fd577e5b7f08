import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { type Amount, type BudgetKind, fits, isBeyond } from './budget';
import { BudgetLedger } from './budget-ledger.service';
import { totalTokens } from './model-usage';
import { costMicros, dearestMicros } from './pricing/model-cost';
import { RequestTerms } from './request-terms.service';
import type { Reservation, ReservationRequest, UsageRecord, WorstCase } from './reservation';
import { ReservationStore } from './reservation-store.service';
import { type Refusing, TokenBudgetExhausted } from './usage.errors';

const DEFAULT_HOLD_MS = 5 * 60_000;

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
    private readonly store: ReservationStore,
    private readonly terms: RequestTerms,
    private readonly clock: Clock,
  ) {}

  /**
   * Holds the request's worst case on the company's month, then on its campaign, in tokens and in money.
   * @throws TokenBudgetExhausted naming what has no room; nothing is held then.
   */
  async reserve(request: ReservationRequest): Promise<Reservation> {
    const outcome = await this.work.run((tx) => this.tryReserve(tx, request));
    // Thrown after the commit: the refusal's own alert must not be rolled back with it.
    if (typeof outcome === 'string') throw new TokenBudgetExhausted(outcome);
    return outcome;
  }

  private async tryReserve(tx: EntityManager, request: ReservationRequest): Promise<Reservation | Refusing> {
    const { cheaper: _cheaper, holdMs = DEFAULT_HOLD_MS, ...asked } = request;
    const { worst, ...terms } = await this.terms.of(tx, request);
    const wish = { ...asked, ...terms, model: worst.model, amount: worst.amount, micros: this.microsOf(worst, holdMs) };
    const refusing = await this.ledger.hold(tx, wish, held(wish));
    if (refusing) return refusing;
    // Only now: the lock on the month makes the requests of a company take turns.
    const capped = await this.terms.capOf(tx, wish);
    if (!capped) return this.store.insert(tx, wish, holdMs);
    await this.ledger.giveBack(tx, wish, held(wish));
    return capped;
  }

  /** A request may be answered, and so priced, on the day after it is made. */
  private microsOf({ model, amount, micros }: WorstCase, holdMs: number): number {
    const from = this.clock.now();
    return micros ?? dearestMicros(model, amount, { from, until: new Date(from.getTime() + holdMs) });
  }

  /** Names the company's budget that would not grant `tokens` more now; null when a later reservation may be granted. */
  async withoutRoom(tokens: number): Promise<BudgetKind | null> {
    return this.work.run(async (tx) => {
      const month = await this.ledger.peek(tx, await this.terms.period());
      if (!fits(month.tokens, tokens)) return 'TENANT_TOKENS';
      return fits(month.money, this.ledger.spokenAmount(tokens).micros) ? null : 'TENANT_MONEY';
    });
  }

  /**
   * Names the company's budget that `tokens` more than were used so far exceed; null when there is none. Unlike `withoutRoom` it does not
   * change back and forth with the reservations of requests under way.
   */
  async spent(tokens: number): Promise<BudgetKind | null> {
    return this.work.run(async (tx) => {
      const month = await this.ledger.peek(tx, await this.terms.period());
      if (isBeyond(month.tokens, tokens)) return 'TENANT_TOKENS';
      return isBeyond(month.money, this.ledger.spokenAmount(tokens).micros) ? 'TENANT_MONEY' : null;
    });
  }

  /** Books what the request was charged for; does nothing when the reservation has already ended. */
  async settle(reservation: Reservation, record: UsageRecord): Promise<void> {
    const charged = {
      tokens: totalTokens(record.usage),
      micros: costMicros(record.model, record.usage, this.clock.now()),
    };
    if (charged.tokens > reservation.amount || charged.micros > reservation.micros) {
      const { purpose, amount: amountTokens, micros: amountMicros } = reservation;
      const fields = { purpose, model: record.model, amountTokens, amountMicros, ...charged };
      this.logger.warn(fields, 'more was used than reserved');
    }
    const { micros: cost } = charged;
    await this.work.run(async (tx) => {
      const used = { tokens: Math.min(charged.tokens, reservation.amount), micros: Math.min(cost, reservation.micros) };
      if (!(await this.store.end(tx, reservation, 'SETTLED', used))) return;
      await this.store.enter(tx, reservation, { ...record, cost, assumed: false });
      await this.ledger.spend(tx, reservation, held(reservation), used);
    });
  }

  /** Books the whole reservation: the request was sent and nobody knows what became of it. */
  async assume(reservation: Reservation): Promise<void> {
    await this.work.run(async (tx) => {
      const all = held(reservation);
      if (!(await this.store.end(tx, reservation, 'ASSUMED', all))) return;
      const usage = { inputTokens: 0, cacheWriteTokens: 0, cacheReadTokens: 0, outputTokens: reservation.amount };
      await this.store.enter(tx, reservation, { model: reservation.model, usage, cost: all.micros, assumed: true });
      await this.ledger.spend(tx, reservation, all, all);
    });
  }

  /** Gives everything back: the request was certainly not charged. */
  async release(reservation: Reservation): Promise<void> {
    await this.work.run(async (tx) => {
      if (await this.store.end(tx, reservation, 'RELEASED', { tokens: 0, micros: 0 }))
        await this.ledger.giveBack(tx, reservation, held(reservation));
    });
  }
}

function held({ amount, micros }: Pick<Reservation, 'amount' | 'micros'>): Amount {
  return { tokens: amount, micros };
}
