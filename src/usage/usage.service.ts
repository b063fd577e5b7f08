import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock/clock';
import { currentTenantId } from '../platform/context/request-context';
import { changedBy } from '../platform/database/sql';
import { UnitOfWork } from '../platform/database/unit-of-work';
import { AuditTrail } from '../tenants/audit-trail.service';
import { BudgetLedger } from './budget-ledger.service';
import { setLimits } from './budget-limits';
import { MONTHS } from './budget-rows';
import { type BudgetFigures, figuresOf } from './shown-budget';
import { RequestTerms } from './request-terms.service';

/** What else may be set beside the tokens of a month; absent stays as it is. */
export interface MonthSettings {
  /** Millionths of a US dollar. */
  readonly moneyLimitMicros?: number;
  readonly cheaperModelPercent?: number;
}

/** The budget of a company, by months. */
@Injectable()
export class UsageService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly ledger: BudgetLedger,
    private readonly terms: RequestTerms,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Figures of a month, the present one when none is named; one that has not begun shows what it would begin with. */
  async budgetOf(wanted?: string): Promise<BudgetFigures> {
    return this.work.run(async (tx) => {
      const period = wanted ?? (await this.terms.period());
      return this.figures(tx, period);
    });
  }

  /**
   * Limits this month and those that follow, until it is set again.
   * @throws TokenLimitBelowUse when more is already used or reserved.
   */
  async setBudget(
    tokenLimit: number,
    { moneyLimitMicros, cheaperModelPercent }: MonthSettings = {},
  ): Promise<BudgetFigures> {
    return this.work.run(async (tx) => {
      const period = await this.terms.period();
      await this.ledger.open(tx, period);
      const before = await this.figures(tx, period);
      await setLimits(tx, MONTHS, period, { tokens: tokenLimit, micros: moneyLimitMicros, at: this.clock.now() });
      if (cheaperModelPercent !== undefined) await setPercent(tx, period, cheaperModelPercent);
      const after = await this.figures(tx, period);
      await this.audit.record({
        action: 'token-budget.set',
        target: `token-budget:${period}`,
        details: { before: limitsOf(before), after: limitsOf(after) },
      });
      return after;
    });
  }

  private async figures(tx: EntityManager, period: string): Promise<BudgetFigures> {
    return figuresOf(period, await this.ledger.peek(tx, period), await this.terms.cheaperModelPercent(tx, period));
  }
}

function limitsOf({ tokenLimit, moneyLimitMicros, cheaperModelPercent }: BudgetFigures): object {
  return { tokenLimit, moneyLimitMicros, cheaperModelPercent };
}

async function setPercent(tx: EntityManager, period: string, percent: number): Promise<void> {
  await changedBy(tx, 'update token_budgets set cheaper_model_percent = $3 where tenant_id = $1 and period = $2', [
    currentTenantId(),
    period,
    percent,
  ]);
}
