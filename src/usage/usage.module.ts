import { Module } from '@nestjs/common';
import { TenantsModule } from '../tenants/tenants.module';
import { BudgetLedger } from './budget-ledger.service';
import { BudgetPeriods } from './budget-periods.service';
import { BudgetThresholdListener } from './budget-threshold.listener';
import { CampaignBudgets } from './campaign-budgets/campaign-budgets.service';
import { ExpiredReservations } from './expired-reservations.service';
import { ModelEconomy } from './model-economy.service';
import { RequestTerms } from './request-terms.service';
import { ReservationStore } from './reservation-store.service';
import { SpendingReader } from './spending/spending.service';
import { TalkCaps } from './talk-caps.service';
import { TokenBudgets } from './token-budgets.service';
import { UsageResolver } from './usage.resolver';
import { UsageService } from './usage.service';

/** The ledger of what models cost: budgets, reservations, what was spent. */
@Module({
  imports: [TenantsModule],
  providers: [
    BudgetLedger,
    BudgetPeriods,
    ModelEconomy,
    TalkCaps,
    RequestTerms,
    ReservationStore,
    TokenBudgets,
    CampaignBudgets,
    SpendingReader,
    UsageService,
    ExpiredReservations,
    BudgetThresholdListener,
    UsageResolver,
  ],
  exports: [TokenBudgets, CampaignBudgets],
})
export class UsageModule {}
