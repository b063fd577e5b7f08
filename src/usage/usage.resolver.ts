import { Args, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import { Allow } from '../platform/access/allow.decorator';
import { BadUserInput } from '../platform/errors/domain-error';
import { Topics } from '../platform/pubsub/topics';
import { SetTokenBudgetInput } from './inputs/set-token-budget.input';
import { limitOf } from './limit-of';
import { PERIOD } from './period';
import { SpendingReader } from './spending/spending.service';
import { TokenLimitBelowUse } from './usage.errors';
import type { BudgetThreshold } from './usage.events';
import { BudgetAlertModel, TokenBudgetModel, UsageModel } from './usage.model';
import { SetTokenBudgetResult, TokenLimitTooLow } from './usage.refusals';
import { UsageService } from './usage.service';
import { BudgetAlerted } from './usage.topics';

@Resolver()
export class UsageResolver {
  constructor(
    private readonly usageService: UsageService,
    private readonly spending: SpendingReader,
    private readonly topics: Topics,
  ) {}

  @Allow('VIEWER', 'tenant:read')
  @Query(() => UsageModel, { description: 'Tokens and cost of a month.' })
  async usage(
    @Args('period', {
      type: () => String,
      nullable: true,
      description: 'Month such as 2026-11; the present one when absent.',
    })
    period?: string | null,
  ): Promise<UsageModel> {
    if (period && !PERIOD.test(period)) throw new BadUserInput('period', 'must be a month such as 2026-11.');
    const month = period ?? undefined;
    return UsageModel.of(await this.usageService.budgetOf(month), await this.spending.of(month));
  }

  @Allow('ADMIN')
  @Mutation(() => SetTokenBudgetResult, { description: 'Limits the tokens and the money of a month.' })
  async setTokenBudget(
    @Args('input', { description: 'The new limits.' })
    { tokenLimit, moneyLimitMicros, cheaperModelPercent }: SetTokenBudgetInput,
  ): Promise<SetTokenBudgetResult> {
    const tokens = limitOf('input.tokenLimit', tokenLimit);
    const micros = moneyLimitMicros ?? undefined;
    const settings = {
      ...(micros === undefined ? {} : { moneyLimitMicros: limitOf('input.moneyLimitMicros', micros) }),
      ...(cheaperModelPercent ? { cheaperModelPercent } : {}),
    };
    try {
      return TokenBudgetModel.of(await this.usageService.setBudget(tokens, settings));
    } catch (error) {
      if (error instanceof TokenLimitBelowUse) return new TokenLimitTooLow(error);
      throw error;
    }
  }

  @Allow('VIEWER', 'tenant:read')
  @Subscription(() => BudgetAlertModel, {
    description: 'Tells when 80 % and when 100 % of a budget of the month, or of a campaign, is spent, once each.',
    resolve: (alert: BudgetThreshold): BudgetAlertModel => Object.assign(new BudgetAlertModel(), alert),
  })
  budgetAlerted(): Promise<AsyncIterableIterator<BudgetThreshold>> {
    return this.topics.subscribe(BudgetAlerted);
  }
}
