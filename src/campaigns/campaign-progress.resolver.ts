import { UuidPipe } from '../platform/graphql/uuid.pipe';
import { Args, ID, Query, Resolver, Subscription } from '@nestjs/graphql';
import { Allow } from '../platform/access/allow.decorator';
import { Topics } from '../platform/pubsub/topics';
import { CampaignModel, CampaignProgressModel } from './campaign.model';
import { CampaignProgressed, type ProgressSnapshot } from './campaigns.topics';
import { CampaignsService } from './campaigns.service';
import { DialingHealthModel } from './health/dialing-health.model';
import { DialingHealthService } from './health/dialing-health.service';
import { ProgressNews } from './progress/progress-news.service';
import { ProgressReader } from './progress/progress-reader.service';

const CAMPAIGN_ID = { type: () => ID, description: 'The campaign.' };

/** How far a campaign is, once and live, and why it may be standing still. */
@Resolver(() => CampaignModel)
export class CampaignProgressResolver {
  constructor(
    private readonly reader: ProgressReader,
    private readonly health: DialingHealthService,
    private readonly campaigns: CampaignsService,
    private readonly topics: Topics,
    private readonly news: ProgressNews,
  ) {}

  @Allow('VIEWER', 'campaigns:read')
  @Query(() => CampaignProgressModel, { description: 'How far a campaign is.' })
  async campaignProgress(@Args('id', CAMPAIGN_ID, UuidPipe) id: string): Promise<CampaignProgressModel> {
    return CampaignProgressModel.of(await this.reader.read(id));
  }

  @Allow('VIEWER', 'campaigns:read')
  @Query(() => DialingHealthModel, {
    description: 'Why is nothing dialing? Per gate the leads it holds and when it clears.',
  })
  async dialingHealth(@Args('campaignId', CAMPAIGN_ID, UuidPipe) campaignId: string): Promise<DialingHealthModel> {
    return DialingHealthModel.of(await this.health.read(campaignId));
  }

  @Allow('VIEWER', 'campaigns:read')
  @Subscription(() => CampaignProgressModel, {
    description: 'The state of a campaign now and whenever it moves, at most four times a second.',
    resolve: (snapshot: ProgressSnapshot) => CampaignProgressModel.of(snapshot),
  })
  async campaignProgressed(
    @Args('campaignId', CAMPAIGN_ID, UuidPipe) campaignId: string,
  ): Promise<AsyncIterableIterator<ProgressSnapshot>> {
    await this.campaigns.get(campaignId);
    const stream = await this.topics.subscribe(CampaignProgressed, campaignId);
    this.news.touch(campaignId);
    return stream;
  }
}
