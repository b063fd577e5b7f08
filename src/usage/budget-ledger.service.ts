import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock';
import { AppConfig } from '../platform/config/config';
import { currentTenantId } from '../platform/context/request-context';
import { changedBy, rowOf } from '../platform/database/sql';
import { Outbox } from '../platform/events/outbox';
import { type Amount, type BudgetKind, type BudgetState, fits, isBeyond, type MeasureFigures } from './budget';
import { type BudgetTable, CAMPAIGNS, MONTHS, raiseAlert, read, take, turn } from './budget-rows';
import { dearestMicros } from './pricing/model-cost';
import { newlyReached } from './thresholds';
import { BudgetThresholdReached } from './usage.events';

/** The budgets one request is charged to. */
export interface Account {
  /** Month of the company. */
  readonly period: string;
  readonly campaignId?: string | null;
}

const MEASURES = ['tokens', 'money'] as const;

/** The limit of `column` set last before the month $2 of the tenant $1. */
const before = (column: string): string =>
  `(select ${column} from token_budgets where tenant_id = $1 and period < $2 order by period desc limit 1)`;

/**
 * The statements on `token_budgets` and `campaign_budgets`, always in this order. Each takes the open transaction; the tenant is the
 * ambient one.
 */
@Injectable()
export class BudgetLedger {
  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
  ) {}

  /** Promises `amount` on every budget of the account. Names the one that has no room; nothing is promised then. */
  async hold(tx: EntityManager, account: Account, amount: Amount): Promise<BudgetKind | null> {
    const { period, campaignId } = account;
    const month = await this.without(tx, { table: MONTHS, id: period }, amount);
    if (month) return this.refuse(tx, account, { table: MONTHS, id: period, state: month }, amount);
    if (!campaignId) return null;
    const campaign = await this.without(tx, { table: CAMPAIGNS, id: campaignId }, amount);
    if (!campaign) return null;
    await this.turn(tx, MONTHS, period, amount, NOTHING);
    return this.refuse(tx, account, { table: CAMPAIGNS, id: campaignId, state: campaign }, amount);
  }

  /** Null when the row has promised `amount`; else its figures, which leave no room. */
  private async without(tx: EntityManager, { table, id }: BudgetRow, amount: Amount): Promise<BudgetState | null> {
    const at = this.clock.now();
    if (await take(tx, table, id, amount, at)) return null;
    const state = await read(tx, table, id);
    if (state && !(fits(state.tokens, amount.tokens) && fits(state.money, amount.micros))) return state;
    // The row is new, or others have just made room.
    await (table === MONTHS ? this.open(tx, id) : this.openCampaign(tx, id));
    if (await take(tx, table, id, amount, at)) return null;
    const now = await read(tx, table, id);
    if (!now) throw new Error('A budget row was made and is not there.');
    return now;
  }

  /** Tells of a refusal, unless the room is only promised to others and may come back. */
  private async refuse(
    tx: EntityManager,
    account: Account,
    { table, id, state }: BudgetRow & { readonly state: BudgetState },
    amount: Amount,
  ): Promise<BudgetKind> {
    const isMoney = fits(state.tokens, amount.tokens) && !fits(state.money, amount.micros);
    const measure = isMoney ? 'money' : 'tokens';
    const figures = state[measure];
    if (isBeyond(figures, inMeasure(amount, measure)))
      await this.tell(tx, account, { table, id, measure, figures, used: figures.limit ?? 0 });
    return table.kinds[measure];
  }

  /** Turns a promise into spending; `used` is at most what was promised. */
  async spend(tx: EntityManager, account: Account, promised: Amount, used: Amount): Promise<void> {
    for (const { table, id } of rowsOf(account)) {
      const state = await this.turn(tx, table, id, promised, used);
      for (const measure of MEASURES)
        await this.tell(tx, account, { table, id, measure, figures: state[measure], used: state[measure].used });
    }
  }

  async giveBack(tx: EntityManager, account: Account, promised: Amount): Promise<void> {
    for (const { table, id } of rowsOf(account)) await this.turn(tx, table, id, promised, NOTHING);
  }

  /**
   * Makes the month's row unless it exists, or waits for whoever is just making it: what was set last stays in force, what is
   * configured is the first.
   */
  async open(tx: EntityManager, period: string): Promise<void> {
    const { monthlyTokens, monthlyMicros } = this.config.budgets;
    await changedBy(
      tx,
      `insert into token_budgets (tenant_id, period, token_limit, money_limit_micros, cheaper_model_percent, updated_at)
       select $1, $2, coalesce(${before('token_limit')}, $3), coalesce(${before('money_limit_micros')}, $4),
         ${before('cheaper_model_percent')}, $5
       on conflict do nothing`,
      [currentTenantId(), period, monthlyTokens, monthlyMicros, this.clock.now()],
    );
  }

  /** Makes the campaign's row, without limits, unless it exists. @throws QueryFailedError for a campaign of nobody. */
  async openCampaign(tx: EntityManager, campaignId: string): Promise<void> {
    await changedBy(
      tx,
      'insert into campaign_budgets (tenant_id, campaign_id, updated_at) values ($1, $2, $3) on conflict do nothing',
      [currentTenantId(), campaignId, this.clock.now()],
    );
  }

  /** Figures of a month without making its row: nothing used, and the limits it would begin with. */
  async peek(tx: EntityManager, period: string): Promise<BudgetState> {
    const state = await read(tx, MONTHS, period);
    if (state) return state;
    const { monthlyTokens, monthlyMicros } = this.config.budgets;
    const row = await rowOf<{ tokens: string; money: string }>(
      tx,
      `select coalesce(${before('token_limit')}, $3) as tokens, coalesce(${before('money_limit_micros')}, $4) as money`,
      [currentTenantId(), period, monthlyTokens, monthlyMicros],
    );
    const unused = { used: 0, reserved: 0, alertedPercent: 0 };
    return { tokens: { limit: Number(row?.tokens), ...unused }, money: { limit: Number(row?.money), ...unused } };
  }

  /** `tokens` that are spoken on the phone, with what they cost at most. */
  spokenAmount(tokens: number): Amount {
    const at = this.clock.now();
    const micros = dearestMicros(this.config.anthropic?.fastModel ?? 'none', tokens, { from: at, until: at });
    return { tokens, micros };
  }

  private turn(
    tx: EntityManager,
    table: BudgetTable,
    id: string,
    promised: Amount,
    used: Amount,
  ): Promise<BudgetState> {
    return turn(tx, table, id, { promised, used, at: this.clock.now() });
  }

  /** Records each threshold once: whoever moves the alerted percentage up tells. */
  private async tell(
    tx: EntityManager,
    account: Account,
    { table, id, measure, figures, used }: Reached,
  ): Promise<void> {
    if (figures.limit === null) return;
    for (const percent of newlyReached(used, figures.limit, figures.alertedPercent)) {
      if (!(await raiseAlert(tx, table, id, { measure, percent }))) continue;
      const whose = table === CAMPAIGNS ? { campaignId: id } : {};
      await this.outbox.record(BudgetThresholdReached, {
        budget: table.kinds[measure],
        period: account.period,
        ...whose,
        percent,
      });
    }
  }
}

interface BudgetRow {
  readonly table: BudgetTable;
  readonly id: string;
}

interface Reached extends BudgetRow {
  readonly measure: (typeof MEASURES)[number];
  readonly figures: MeasureFigures;
  /** What counts as used. */
  readonly used: number;
}

const NOTHING: Amount = { tokens: 0, micros: 0 };

function rowsOf({ period, campaignId }: Account): BudgetRow[] {
  const month = { table: MONTHS, id: period };
  return campaignId ? [month, { table: CAMPAIGNS, id: campaignId }] : [month];
}

function inMeasure({ tokens, micros }: Amount, measure: (typeof MEASURES)[number]): number {
  return measure === 'tokens' ? tokens : micros;
}
