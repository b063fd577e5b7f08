import { Args, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import { Allow } from '../platform/access/allow.decorator';
import { BadUserInput } from '../platform/errors/domain-error';
import { Topics } from '../platform/pubsub/topics';
import { SetTokenBudgetInput } from './inputs/set-token-budget.input';
import { PERIOD } from './period';
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
    const { budget, ...shares } = await this.usageService.overview(period ?? undefined);
    return UsageModel.of(budget, shares);
  }

  @Allow('ADMIN')
  @Mutation(() => SetTokenBudgetResult, { description: 'Limits the tokens of a month.' })
  async setTokenBudget(
    @Args('input', { description: 'The new limit.' }) { tokenLimit }: SetTokenBudgetInput,
  ): Promise<SetTokenBudgetResult> {
    if (tokenLimit < 0n || tokenLimit > BigInt(Number.MAX_SAFE_INTEGER)) {
      throw new BadUserInput('input.tokenLimit', `must be between 0 and ${Number.MAX_SAFE_INTEGER}.`);
    }
    try {
      return TokenBudgetModel.of(await this.usageService.setBudget(Number(tokenLimit)));
    } catch (error) {
      if (error instanceof TokenLimitBelowUse) return new TokenLimitTooLow(error);
      throw error;
    }
  }

  @Allow('VIEWER', 'tenant:read')
  @Subscription(() => BudgetAlertModel, {
    description: 'Tells when 80 % and when 100 % of the month’s token budget is spent, once each.',
    resolve: (alert: BudgetThreshold): BudgetAlertModel => Object.assign(new BudgetAlertModel(), alert),
  })
  budgetAlerted(): Promise<AsyncIterableIterator<BudgetThreshold>> {
    return this.topics.subscribe(BudgetAlerted);
  }
}
