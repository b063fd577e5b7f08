import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock';
import { AppConfig } from '../platform/config/config';
import { currentTenantId } from '../platform/context/request-context';
import { changedBy, rowOf } from '../platform/database/sql';
import { Outbox } from '../platform/events/outbox';
import { newlyReached } from './thresholds';
import { BudgetThresholdReached } from './usage.events';

/** Figures of one budget row; node-postgres hands bigint over as text. */
interface BudgetRow {
  readonly token_limit: string;
  readonly used: string;
  readonly reserved: string;
  readonly alerted_percent: number;
}

/** What may be spent, is spent and is promised of one month's tokens. */
export interface BudgetFigures {
  /** `2026-11` */
  readonly period: string;
  readonly tokenLimit: number;
  readonly used: number;
  readonly reserved: number;
}

/** The limit set last before the month $2 of the tenant $1. */
const LIMIT_BEFORE =
  '(select token_limit from token_budgets where tenant_id = $1 and period < $2 order by period desc limit 1)';

/** The statements on `token_budgets`. Each takes the open transaction; the tenant is the ambient one. */
@Injectable()
export class BudgetLedger {
  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Promises `amount` in one conditional statement: reading first and adding afterwards would let parallel requests pass a limit
   * together. False when there is no room.
   */
  async hold(tx: EntityManager, period: string, amount: number): Promise<boolean> {
    const take = (): Promise<number> =>
      changedBy(
        tx,
        `update token_budgets set reserved = reserved + $3, updated_at = $4
         where tenant_id = $1 and period = $2 and used + reserved + $3 <= token_limit`,
        [currentTenantId(), period, amount, this.clock.now()],
      );
    if ((await take()) === 1) return true;
    // Either the month is new or the budget is full; only one of them is worth asking again.
    return (await this.open(tx, period)) && (await take()) === 1;
  }

  /** Makes the month's row unless it exists: the limit set last stays in force, the configured one is the first. */
  async open(tx: EntityManager, period: string): Promise<boolean> {
    const made = await changedBy(
      tx,
      `insert into token_budgets (tenant_id, period, token_limit, updated_at)
       select $1, $2, coalesce(${LIMIT_BEFORE}, $3), $4
       on conflict do nothing`,
      [currentTenantId(), period, this.config.monthlyTokenLimit, this.clock.now()],
    );
    // A row that somebody else is just making counts as made: the insert has waited for it.
    return made === 1 || (await this.read(tx, period)) !== undefined;
  }

  /** Turns a promise into spending; `used` is at most what was promised. */
  async spend(tx: EntityManager, period: string, promised: number, used: number): Promise<void> {
    const row = await this.change(tx, 'reserved = reserved - $3, used = used + $4', [period, promised, used]);
    await this.tell(tx, period, row, Number(row.used));
  }

  async giveBack(tx: EntityManager, period: string, promised: number): Promise<void> {
    await this.change(tx, 'reserved = reserved - $3', [period, promised]);
  }

  /** Tells of a refusal, unless the room is only promised to others and may come back. */
  async refused(tx: EntityManager, period: string, amount: number): Promise<void> {
    const row = await this.read(tx, period);
    if (row && Number(row.used) + amount > Number(row.token_limit))
      await this.tell(tx, period, row, Number(row.token_limit));
  }

  /** Figures of a month without making its row: nothing used, and the limit it would begin with. */
  async peek(tx: EntityManager, period: string): Promise<BudgetFigures> {
    const row = await rowOf<BudgetRow>(
      tx,
      `select coalesce(b.token_limit, ${LIMIT_BEFORE}, $3) as token_limit, coalesce(b.used, 0) as used,
         coalesce(b.reserved, 0) as reserved, coalesce(b.alerted_percent, 0) as alerted_percent
       from (values (1)) as one left join token_budgets b on b.tenant_id = $1 and b.period = $2`,
      [currentTenantId(), period, this.config.monthlyTokenLimit],
    );
    if (!row) throw new Error('A row of constants is always there.');
    return { period, tokenLimit: Number(row.token_limit), used: Number(row.used), reserved: Number(row.reserved) };
  }

  private read(tx: EntityManager, period: string): Promise<BudgetRow | undefined> {
    return rowOf<BudgetRow>(
      tx,
      'select token_limit, used, reserved, alerted_percent from token_budgets where tenant_id = $1 and period = $2',
      [currentTenantId(), period],
    );
  }

  private async change(
    tx: EntityManager,
    set: string,
    [period, ...amounts]: [string, ...number[]],
  ): Promise<BudgetRow> {
    const row = await rowOf<BudgetRow>(
      tx,
      `update token_budgets set ${set}, updated_at = $${amounts.length + 3} where tenant_id = $1 and period = $2
       returning token_limit, used, reserved, alerted_percent`,
      [currentTenantId(), period, ...amounts, this.clock.now()],
    );
    if (!row) throw new Error('A reservation has no budget row.');
    return row;
  }

  /** Records each threshold once: whoever moves `alerted_percent` up tells. */
  private async tell(tx: EntityManager, period: string, row: BudgetRow, used: number): Promise<void> {
    for (const percent of newlyReached(used, Number(row.token_limit), row.alerted_percent)) {
      const first = await changedBy(
        tx,
        'update token_budgets set alerted_percent = $3 where tenant_id = $1 and period = $2 and alerted_percent < $3',
        [currentTenantId(), period, percent],
      );
      if (first === 1) await this.outbox.record(BudgetThresholdReached, { period, percent });
    }
  }
}
