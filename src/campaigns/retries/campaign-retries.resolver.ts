import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { loaderFor } from '../../platform/graphql/loaders';
import { JsonScalar } from '../../platform/graphql/scalars';
import { CampaignModel } from '../campaign.model';
import { readRetryPolicy } from '../rules/retry-policy';
import { CallbackCountsModel } from './callback.model';
import { Callbacks } from './callbacks.service';
import { DialingPolicies } from './dialing-policies.service';
import type { StoredDialingPolicy } from './dialing-policy';
import { FallbackTextCountsModel } from './fallback-text.model';
import { FallbackTexts } from './fallback-texts.service';

/** There is one policy of the company, whichever campaigns a page shows. */
const ONE = 'the policy';

/** What a campaign shows of its retries; each field is one statement for all campaigns of a page. */
@Resolver(() => CampaignModel)
export class CampaignRetriesResolver {
  constructor(
    private readonly policies: DialingPolicies,
    private readonly promised: Callbacks,
    private readonly texts: FallbackTexts,
  ) {}

  @ResolveField(() => JsonScalar, {
    description: 'Seconds to wait before retries, by kind of failure: its own, the company’s where it says nothing.',
  })
  async retryPolicy(@Parent() campaign: CampaignModel, @Context() context: object): Promise<object> {
    const loader = loaderFor(context, 'dialing-policy', async (): Promise<ReadonlyMap<string, StoredDialingPolicy>> => {
      return new Map([[ONE, await this.policies.current()]]);
    });
    const company = await loader.load(ONE);
    return readRetryPolicy(company?.retryPolicy, campaign.ownRetryPolicy);
  }

  @ResolveField(() => CallbackCountsModel, { description: 'What became of the callbacks it has promised.' })
  async callbacks(@Parent() { id }: CampaignModel, @Context() context: object): Promise<CallbackCountsModel> {
    const loader = loaderFor(context, 'campaign-callbacks', async (ids: readonly string[]) =>
      byCampaign(await this.promised.countsOf(ids)),
    );
    return CallbackCountsModel.of((await loader.load(id)) ?? new Map());
  }

  @ResolveField(() => FallbackTextCountsModel, { description: 'Where the texts after its last attempts stand.' })
  async fallbackTexts(@Parent() { id }: CampaignModel, @Context() context: object): Promise<FallbackTextCountsModel> {
    const loader = loaderFor(context, 'campaign-fallback-texts', async (ids: readonly string[]) =>
      byCampaign(await this.texts.countsOf(ids)),
    );
    return FallbackTextCountsModel.of((await loader.load(id)) ?? new Map());
  }
}

function byCampaign<S>(rows: readonly { campaignId: string; status: S; count: number }[]): Map<string, Map<S, number>> {
  const counts = new Map<string, Map<S, number>>();
  for (const { campaignId, status, count } of rows)
    counts.set(campaignId, (counts.get(campaignId) ?? new Map<S, number>()).set(status, count));
  return counts;
}
