import { Module } from '@nestjs/common';
import { TenantsModule } from '../tenants/tenants.module';
import { BudgetLedger } from './budget-ledger.service';
import { BudgetPeriods } from './budget-periods.service';
import { BudgetThresholdListener } from './budget-threshold.listener';
import { ExpiredReservations } from './expired-reservations.service';
import { TokenBudgets } from './token-budgets.service';
import { UsageResolver } from './usage.resolver';
import { UsageService } from './usage.service';

/** The token ledger: budgets, reservations, what was spent. */
@Module({
  imports: [TenantsModule],
  providers: [
    BudgetLedger,
    BudgetPeriods,
    TokenBudgets,
    UsageService,
    ExpiredReservations,
    BudgetThresholdListener,
    UsageResolver,
  ],
  exports: [TokenBudgets],
})
export class UsageModule {}
