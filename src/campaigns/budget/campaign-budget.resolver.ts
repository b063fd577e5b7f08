import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { loaderFor } from '../../platform/graphql/loaders';
import { unionOf } from '../../platform/graphql/refusal.model';
import type { BudgetState } from '../../usage/budget';
import { CampaignBudgets, NEVER_ASKED } from '../../usage/campaign-budgets/campaign-budgets.service';
import { limitOf } from '../../usage/limit-of';
import { TokenLimitBelowUse } from '../../usage/usage.errors';
import { TokenLimitTooLow } from '../../usage/usage.refusals';
import { CampaignModel } from '../campaign.model';
import { CampaignBudgetModel } from './campaign-budget.model';
import { CampaignBudgetEditor } from './campaign-budget.service';
import { SetCampaignBudgetInput } from './set-campaign-budget.input';

const SetCampaignBudgetResult = unionOf('SetCampaignBudgetResult', CampaignBudgetModel, TokenLimitTooLow);
type SetCampaignBudgetResult = typeof SetCampaignBudgetResult;

/** What a campaign may spend on models, and has. */
@Resolver(() => CampaignModel)
export class CampaignBudgetResolver {
  constructor(
    private readonly budgets: CampaignBudgets,
    private readonly editor: CampaignBudgetEditor,
  ) {}

  @ResolveField(() => CampaignBudgetModel, { description: 'What it may spend on language models in all, and has.' })
  async budget(@Parent() { id }: CampaignModel, @Context() context: object): Promise<CampaignBudgetModel> {
    const loader = loaderFor<string, BudgetState>(context, 'campaign-budgets', (ids) => this.budgets.of(ids));
    return CampaignBudgetModel.of(id, (await loader.load(id)) ?? NEVER_ASKED);
  }

  @Allow('ADMIN')
  @Mutation(() => SetCampaignBudgetResult, {
    description: 'Limits what a campaign may spend on language models, in all. At its end the campaign is paused.',
  })
  async setCampaignBudget(
    @Args('input', { description: 'The new limits.' })
    { campaignId, tokenLimit, moneyLimitMicros }: SetCampaignBudgetInput,
  ): Promise<SetCampaignBudgetResult> {
    const limits = {
      tokens: givenLimit('input.tokenLimit', tokenLimit),
      micros: givenLimit('input.moneyLimitMicros', moneyLimitMicros),
    };
    try {
      return CampaignBudgetModel.of(campaignId, await this.editor.set(campaignId, limits));
    } catch (error) {
      if (error instanceof TokenLimitBelowUse) return new TokenLimitTooLow(error);
      throw error;
    }
  }
}

/** Null takes a limit away, absent leaves it. */
function givenLimit(field: string, limit: bigint | null | undefined): number | null | undefined {
  return limit === null || limit === undefined ? limit : limitOf(field, limit);
}
