import { Args, Context, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { loaderFor } from '../../platform/graphql/loaders';
import { UuidPipe } from '../../platform/graphql/uuid.pipe';
import { CampaignModel } from '../campaign.model';
import { type AgentShare, CampaignArms } from './campaign-arms.service';
import { CampaignAgentModel, CampaignExperimentModel } from './experiment.model';
import { ExperimentReader } from './experiment-reader.service';

/** The agents of a campaign, and how they compare. */
@Resolver(() => CampaignModel)
export class ExperimentsResolver {
  constructor(
    private readonly reader: ExperimentReader,
    private readonly arms: CampaignArms,
  ) {}

  @Allow('VIEWER', 'campaigns:read')
  @Query(() => CampaignExperimentModel, {
    nullable: true,
    description: 'How the agents of a campaign compare since they were last changed; null when it splits no people.',
  })
  async campaignExperiment(
    @Args('campaignId', { type: () => ID, description: 'The campaign.' }, UuidPipe) campaignId: string,
  ): Promise<CampaignExperimentModel | null> {
    const report = await this.reader.read(campaignId);
    return report && CampaignExperimentModel.of(report);
  }

  @ResolveField(() => [CampaignAgentModel], {
    description: 'The agents it names; empty when all active agents of its project speak.',
  })
  async agents(@Parent() { id }: CampaignModel, @Context() context: object): Promise<readonly AgentShare[]> {
    const loader = loaderFor(context, 'campaign-agents', (ids: readonly string[]) => this.arms.ofMany(ids));
    return (await loader.load(id)) ?? [];
  }
}
