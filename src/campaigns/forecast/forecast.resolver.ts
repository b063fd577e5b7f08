import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access/allow.decorator';
import { UuidPipe } from '../../platform/graphql/uuid.pipe';
import { CampaignForecastModel } from './forecast.model';
import { ForecastService } from './forecast.service';

@Resolver()
export class ForecastResolver {
  constructor(private readonly forecasts: ForecastService) {}

  @Allow('VIEWER', 'campaigns:read')
  @Query(() => CampaignForecastModel, { description: 'When a campaign will be through, and what that takes.' })
  async forecast(
    @Args('campaignId', { type: () => ID, description: 'The campaign.' }, UuidPipe) campaignId: string,
  ): Promise<CampaignForecastModel> {
    return CampaignForecastModel.of(await this.forecasts.read(campaignId));
  }
}
