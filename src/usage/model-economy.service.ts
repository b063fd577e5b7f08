import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AppConfig } from '../platform/config/config';
import { currentTenantId } from '../platform/context/request-context';
import { rowOf } from '../platform/database/sql';
import { percentUsed } from './budget';
import { CAMPAIGNS, MONTHS, read } from './budget-rows';
import type { Account } from './budget-ledger.service';

/** Decides when the cheaper model answers. */
@Injectable()
export class ModelEconomy {
  constructor(private readonly config: AppConfig) {}

  /**
   * True once a budget of the account is used so far that what is left goes further with the cheaper model. What is only reserved
   * does not count: requests under way would make it change back and forth.
   */
  async isDue(tx: EntityManager, account: Account): Promise<boolean> {
    const month = await read(tx, MONTHS, account.period);
    const campaign = account.campaignId ? await read(tx, CAMPAIGNS, account.campaignId) : undefined;
    const used = Math.max(...[month, campaign].map((state) => (state ? percentUsed(state) : 0)));
    return used >= (await this.percentOf(tx, account.period));
  }

  /** What the company has chosen, or what is configured. */
  async percentOf(tx: EntityManager, period: string): Promise<number> {
    const row = await rowOf<{ percent: number | null }>(
      tx,
      `select cheaper_model_percent as percent from token_budgets where tenant_id = $1 and period <= $2
       order by period desc limit 1`,
      [currentTenantId(), period],
    );
    return row?.percent ?? this.config.budgets.cheaperModelPercent;
  }
}
