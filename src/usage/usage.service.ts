import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { rowsOf } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { AuditTrail } from '../tenants/audit-trail.service';
import { type BudgetFigures, BudgetLedger } from './budget-ledger.service';
import { BudgetPeriods } from './budget-periods.service';
import { stillReached } from './thresholds';
import { TokenBudget } from './token-budget.entity';
import { TokenLimitBelowUse } from './usage.errors';

/** Spending under one heading: a model, or what it was asked for. */
export interface UsageShare {
  readonly name: string;
  readonly requests: number;
  readonly inputTokens: number;
  readonly cachedTokens: number;
  readonly outputTokens: number;
  readonly tokens: number;
  readonly costMicros: number;
}

export interface UsageOverview {
  readonly budget: BudgetFigures;
  readonly byModel: readonly UsageShare[];
  readonly byPurpose: readonly UsageShare[];
}

type ShareRow = Record<Exclude<keyof UsageShare, 'name'>, string> & { readonly name: string };

/** What was spent, and the limit of what may be. */
@Injectable()
export class UsageService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly ledger: BudgetLedger,
    private readonly periods: BudgetPeriods,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Figures of a month, the present one when none is named; a month in which nothing was spent has empty shares. */
  async overview(wanted?: string): Promise<UsageOverview> {
    return this.work.run(async (tx) => {
      const period = wanted ?? (await this.periods.current());
      return {
        budget: await this.ledger.peek(tx, period),
        byModel: await sharesBy(tx, 'model', period),
        byPurpose: await sharesBy(tx, 'purpose', period),
      };
    });
  }

  /**
   * Limits this month and those that follow, until it is set again.
   * @throws TokenLimitBelowUse when more is already used or reserved.
   */
  async setBudget(tokenLimit: number): Promise<TokenBudget> {
    return this.work.run(async (tx) => {
      const period = await this.periods.current();
      await this.ledger.open(tx, period);
      const key = { tenantId: currentTenantId(), period };
      const budget = await tx.findOneOrFail(TokenBudget, { where: key, lock: { mode: 'pessimistic_write' } });
      if (tokenLimit < budget.used + budget.reserved) throw new TokenLimitBelowUse(budget.used, budget.reserved);
      const before = budget.tokenLimit;
      const alertedPercent = stillReached(budget.used, tokenLimit, budget.alertedPercent);
      await tx.update(TokenBudget, key, { tokenLimit, alertedPercent, updatedAt: this.clock.now() });
      await this.audit.record({
        action: 'token-budget.set',
        target: `token-budget:${period}`,
        details: { before, after: tokenLimit },
      });
      return tx.findOneOrFail(TokenBudget, { where: key });
    });
  }
}

async function sharesBy(tx: EntityManager, column: 'model' | 'purpose', period: string): Promise<UsageShare[]> {
  const rows = await rowsOf<ShareRow>(
    tx,
    `select ${column} as name, count(*) as requests, sum(input_tokens) as "inputTokens", sum(cached_tokens) as "cachedTokens",
       sum(output_tokens) as "outputTokens", sum(tokens) as tokens, sum(cost_micros) as "costMicros"
     from usage_entries where tenant_id = $1 and period = $2 group by 1 order by sum(tokens) desc, 1`,
    [currentTenantId(), period],
  );
  return rows.map((row) => ({
    name: row.name,
    requests: Number(row.requests),
    inputTokens: Number(row.inputTokens),
    cachedTokens: Number(row.cachedTokens),
    outputTokens: Number(row.outputTokens),
    tokens: Number(row.tokens),
    costMicros: Number(row.costMicros),
  }));
}
